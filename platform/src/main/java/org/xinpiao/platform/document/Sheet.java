package org.xinpiao.platform.document;

import java.util.List;

/**
 * One page or one seal, as it is drawn in any format.
 *
 * @param width in millimetres
 * @param height in millimetres
 * @param marks in the order of drawing
 */
record Sheet(double width, double height, List<Mark> marks) {

    Sheet {
        marks = List.copyOf(marks);
    }
}

package org.xinpiao.platform.web;

import java.util.List;

/**
 * A page of a longer list.
 *
 * @param items the items on this page
 * @param number the page's number, from 1
 * @param pages the number of pages, at least 1
 * @param total the number of all items
 */
public record PageOf<T>(List<T> items, int number, int pages, long total) {

    public PageOf {
        items = List.copyOf(items);
        if (number < 1 || pages < 1 || total < 0) {
            throw new IllegalArgumentException("page %d of %d".formatted(number, pages));
        }
    }

    /** A page out of {@code total} items of which a page holds {@code size}. */
    public static <T> PageOf<T> of(List<T> items, int number, int size, long total) {
        return new PageOf<>(items, number, (int) Math.max(1, Math.ceilDiv(total, size)), total);
    }

    /** Whether there is a page before. */
    public boolean hasPrevious() {
        return number > 1;
    }

    /** Whether there is a page after. */
    public boolean hasNext() {
        return number < pages;
    }
}

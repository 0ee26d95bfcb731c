/** Tests of the window for paper bills. */
@NullMarked
package org.xinpiao.platform.window;

import org.jspecify.annotations.NullMarked;

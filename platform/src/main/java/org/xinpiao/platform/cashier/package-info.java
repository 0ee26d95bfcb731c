/** The pages at a hospital's window: issue, find, reverse, turn to paper, the day's totals. */
@NullMarked
package org.xinpiao.platform.cashier;

import org.jspecify.annotations.NullMarked;

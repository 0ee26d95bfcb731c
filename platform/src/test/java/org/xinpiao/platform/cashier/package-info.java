@NullMarked
package org.xinpiao.platform.cashier;

import org.jspecify.annotations.NullMarked;

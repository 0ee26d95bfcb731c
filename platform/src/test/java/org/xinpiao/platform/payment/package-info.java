@NullMarked
package org.xinpiao.platform.payment;

import org.jspecify.annotations.NullMarked;

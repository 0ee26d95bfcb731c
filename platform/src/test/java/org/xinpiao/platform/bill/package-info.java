@NullMarked
package org.xinpiao.platform.bill;

import org.jspecify.annotations.NullMarked;

@NullMarked
package org.xinpiao.platform.finance;

import org.jspecify.annotations.NullMarked;

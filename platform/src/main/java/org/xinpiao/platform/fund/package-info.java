@NullMarked
package org.xinpiao.platform.fund;

import org.jspecify.annotations.NullMarked;

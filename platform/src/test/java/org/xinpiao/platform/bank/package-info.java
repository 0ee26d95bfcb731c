@NullMarked
package org.xinpiao.platform.bank;

import org.jspecify.annotations.NullMarked;

@NullMarked
package org.xinpiao.platform.insurer;

import org.jspecify.annotations.NullMarked;

@NullMarked
package org.xinpiao.platform.keys;

import org.jspecify.annotations.NullMarked;

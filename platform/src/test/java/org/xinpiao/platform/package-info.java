@NullMarked
package org.xinpiao.platform;

import org.jspecify.annotations.NullMarked;

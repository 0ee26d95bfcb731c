@NullMarked
package org.xinpiao.platform.identity;

import org.jspecify.annotations.NullMarked;

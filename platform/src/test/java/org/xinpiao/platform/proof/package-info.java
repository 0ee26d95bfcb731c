@NullMarked
package org.xinpiao.platform.proof;

import org.jspecify.annotations.NullMarked;

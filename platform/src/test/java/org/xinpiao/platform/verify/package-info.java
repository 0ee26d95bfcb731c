@NullMarked
package org.xinpiao.platform.verify;

import org.jspecify.annotations.NullMarked;

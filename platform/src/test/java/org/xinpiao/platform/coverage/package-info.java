@NullMarked
package org.xinpiao.platform.coverage;

import org.jspecify.annotations.NullMarked;

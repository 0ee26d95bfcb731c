@NullMarked
package org.xinpiao.platform.node;

import org.jspecify.annotations.NullMarked;

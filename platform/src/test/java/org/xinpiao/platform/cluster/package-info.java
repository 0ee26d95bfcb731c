@NullMarked
package org.xinpiao.platform.cluster;

import org.jspecify.annotations.NullMarked;

@NullMarked
package org.xinpiao.platform.gateway;

import org.jspecify.annotations.NullMarked;

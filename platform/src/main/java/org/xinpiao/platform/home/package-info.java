@NullMarked
package org.xinpiao.platform.home;

import org.jspecify.annotations.NullMarked;

@NullMarked
package org.xinpiao.platform.notice;

import org.jspecify.annotations.NullMarked;

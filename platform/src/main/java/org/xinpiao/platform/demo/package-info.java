@NullMarked
package org.xinpiao.platform.demo;

import org.jspecify.annotations.NullMarked;

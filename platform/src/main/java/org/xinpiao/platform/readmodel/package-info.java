@NullMarked
package org.xinpiao.platform.readmodel;

import org.jspecify.annotations.NullMarked;

@NullMarked
package org.xinpiao.platform.claim;

import org.jspecify.annotations.NullMarked;

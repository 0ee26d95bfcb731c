@NullMarked
package org.xinpiao.platform.policy;

import org.jspecify.annotations.NullMarked;

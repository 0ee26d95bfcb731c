@NullMarked
package org.xinpiao.platform.registry;

import org.jspecify.annotations.NullMarked;

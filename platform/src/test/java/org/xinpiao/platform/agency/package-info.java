@NullMarked
package org.xinpiao.platform.agency;

import org.jspecify.annotations.NullMarked;

@NullMarked
package org.xinpiao.bench;

import org.jspecify.annotations.NullMarked;

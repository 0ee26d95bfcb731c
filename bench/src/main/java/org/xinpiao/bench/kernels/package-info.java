@NullMarked
package org.xinpiao.bench.kernels;

import org.jspecify.annotations.NullMarked;

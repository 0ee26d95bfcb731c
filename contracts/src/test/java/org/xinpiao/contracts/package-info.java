@NullMarked
package org.xinpiao.contracts;

import org.jspecify.annotations.NullMarked;

@NullMarked
package org.xinpiao.crypto;

import org.jspecify.annotations.NullMarked;

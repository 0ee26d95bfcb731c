@NullMarked
package org.xinpiao.contracts.coverage;

import org.jspecify.annotations.NullMarked;

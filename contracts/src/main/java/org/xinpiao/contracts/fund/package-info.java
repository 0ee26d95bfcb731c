@NullMarked
package org.xinpiao.contracts.fund;

import org.jspecify.annotations.NullMarked;

@NullMarked
package org.xinpiao.contracts.bill;

import org.jspecify.annotations.NullMarked;

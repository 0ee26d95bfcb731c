/** The pages of the finance department: figures, number segments, single bills. */
@NullMarked
package org.xinpiao.platform.finance;

import org.jspecify.annotations.NullMarked;

/**
 * Claims from the submission to the payment: straight through, by hand, on appeal; what clerks and
 * patients do with them.
 */
@NullMarked
package org.xinpiao.platform.claim;

import org.jspecify.annotations.NullMarked;

@NullMarked
package org.xinpiao.contracts.claim;

import org.jspecify.annotations.NullMarked;

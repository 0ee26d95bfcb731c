@NullMarked
package org.xinpiao.ledger;

import org.jspecify.annotations.NullMarked;

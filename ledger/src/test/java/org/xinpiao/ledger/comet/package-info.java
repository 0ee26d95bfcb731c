@NullMarked
package org.xinpiao.ledger.comet;

import org.jspecify.annotations.NullMarked;

/** What lies between a node and CometBFT: protocol, process, files. Knows nothing of the ledger. */
@NullMarked
package org.xinpiao.ledger.comet;

import org.jspecify.annotations.NullMarked;

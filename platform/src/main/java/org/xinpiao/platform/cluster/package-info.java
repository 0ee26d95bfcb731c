/** Four validators and a gateway on one machine, each validator in processes of its own. */
@NullMarked
package org.xinpiao.platform.cluster;

import org.jspecify.annotations.NullMarked;

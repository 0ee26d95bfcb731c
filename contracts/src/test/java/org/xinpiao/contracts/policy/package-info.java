@NullMarked
package org.xinpiao.contracts.policy;

import org.jspecify.annotations.NullMarked;

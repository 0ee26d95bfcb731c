@NullMarked
package org.xinpiao.contracts.registry;

import org.jspecify.annotations.NullMarked;

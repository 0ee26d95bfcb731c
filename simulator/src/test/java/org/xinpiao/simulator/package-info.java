@NullMarked
package org.xinpiao.simulator;

import org.jspecify.annotations.NullMarked;

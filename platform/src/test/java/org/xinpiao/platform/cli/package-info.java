@NullMarked
package org.xinpiao.platform.cli;

import org.jspecify.annotations.NullMarked;

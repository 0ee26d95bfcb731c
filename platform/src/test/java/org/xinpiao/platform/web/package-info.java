@NullMarked
package org.xinpiao.platform.web;

import org.jspecify.annotations.NullMarked;

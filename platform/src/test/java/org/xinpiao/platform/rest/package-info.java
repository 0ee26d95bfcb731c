@NullMarked
package org.xinpiao.platform.rest;

import org.jspecify.annotations.NullMarked;

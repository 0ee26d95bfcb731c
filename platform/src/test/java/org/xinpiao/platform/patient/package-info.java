@NullMarked
package org.xinpiao.platform.patient;

import org.jspecify.annotations.NullMarked;

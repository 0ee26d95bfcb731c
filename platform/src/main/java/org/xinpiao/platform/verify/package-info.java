/**
 * Checks a bill for anyone: from its proof bundle, from its QR code, or by number and check code.
 */
@NullMarked
package org.xinpiao.platform.verify;

import org.jspecify.annotations.NullMarked;

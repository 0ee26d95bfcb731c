/**
 * A bill before a person's eyes: face, charges, lines, timeline and QR code, for every role that
 * may read it.
 */
@NullMarked
package org.xinpiao.platform.billview;

import org.jspecify.annotations.NullMarked;

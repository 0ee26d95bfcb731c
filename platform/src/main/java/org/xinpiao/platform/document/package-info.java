/**
 * What is printed and kept of a bill: PDF and OFD in the mandated form, sealed, signed, with a QR
 * code.
 */
@NullMarked
package org.xinpiao.platform.document;

import org.jspecify.annotations.NullMarked;

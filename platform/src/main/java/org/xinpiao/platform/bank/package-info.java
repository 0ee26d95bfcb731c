/**
 * The way to the agencies' bank, in ISO 20022 messages alone: orders (pain.001), what became of
 * them (pain.002), movements (camt.054) and statements (camt.053); and a sandbox bank that answers
 * in them, faults included.
 */
@NullMarked
package org.xinpiao.platform.bank;

import org.jspecify.annotations.NullMarked;

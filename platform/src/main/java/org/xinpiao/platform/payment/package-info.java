/**
 * Money out: instructions to pay decided claims, collected into orders that two independent keys
 * sign, what the bank makes of them, its report to the ledger, and the match of all three at the
 * end of a day.
 *
 * <p>An instruction goes from {@code queued} over {@code batched} and {@code ordered} to what the
 * bank says: {@code executed}, {@code refused}, {@code pending} before either, {@code returned}
 * after. {@code recorded} is what the ledger knows of it. An answer that does not come is asked for
 * by the order's message id, and only an order that the bank never took is sent again, the very
 * bytes; so no transfer is ever ordered under a second id before the ledger knows that the first
 * one failed.
 */
@NullMarked
package org.xinpiao.platform.payment;

import org.jspecify.annotations.NullMarked;

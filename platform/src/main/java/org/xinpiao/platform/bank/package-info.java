/**
 * The way to the agencies' bank, in ISO 20022 messages alone: orders (pain.001), what became of
 * them (pain.002), movements (camt.054) and statements (camt.053), cancellations (camt.055) and
 * their resolutions (camt.029). They go through the bank's door over HTTP, each request signed by
 * the account's owner; a sandbox bank answers in them, faults included, and may be part of this
 * process or stand elsewhere.
 *
 * <table>
 * <caption>The door; what is sent and answered are whole messages</caption>
 * <tr><td>POST /accounts/A/orders</td><td>pain.001 → pain.002; 202 without one</td></tr>
 * <tr><td>GET /accounts/A/orders/ID</td><td>pain.002; 404 for an order it never took</td></tr>
 * <tr><td>GET /accounts/A/mail?after=N</td><td>pain.002 or camt.054; 204 for none</td></tr>
 * <tr><td>DELETE /accounts/A/mail/N</td><td>taken</td></tr>
 * <tr><td>POST /accounts/A/cancellations</td><td>camt.055 → camt.029; 202 without one</td></tr>
 * <tr><td>GET /accounts/A/statements/DAY</td><td>camt.053</td></tr>
 * </table>
 */
@NullMarked
package org.xinpiao.platform.bank;

import org.jspecify.annotations.NullMarked;

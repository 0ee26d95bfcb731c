/**
 * Paper bills that no chain knows, brought to an agency's window: entered, checked, confirmed by a
 * second person, registered on the ledger and claimed like any other bill.
 */
@NullMarked
package org.xinpiao.platform.window;

import org.jspecify.annotations.NullMarked;

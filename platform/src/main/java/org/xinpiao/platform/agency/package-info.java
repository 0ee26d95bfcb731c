/**
 * The pages of an insurance agency's clerk: the queue, cases with their evidence, appeals,
 * policies, the fund book.
 */
@NullMarked
package org.xinpiao.platform.agency;

import org.jspecify.annotations.NullMarked;

/**
 * The pages of an insurance agency's clerk: claims with their evidence, policies, the fund book.
 */
@NullMarked
package org.xinpiao.platform.agency;

import org.jspecify.annotations.NullMarked;

/**
 * The pages of a commercial insurer's clerk: the claims that patients sent to this insurer, each
 * with what the patient let it read.
 */
@NullMarked
package org.xinpiao.platform.insurer;

import org.jspecify.annotations.NullMarked;

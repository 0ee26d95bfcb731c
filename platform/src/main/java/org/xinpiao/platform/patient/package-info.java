/** The insured person's pages: own bills, claims and their reasons. */
@NullMarked
package org.xinpiao.platform.patient;

import org.jspecify.annotations.NullMarked;

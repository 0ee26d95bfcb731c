/**
 * A province that never existed: people, hospitals, prices, visits and claims, all from one seed.
 */
@NullMarked
package org.xinpiao.simulator;

import org.jspecify.annotations.NullMarked;

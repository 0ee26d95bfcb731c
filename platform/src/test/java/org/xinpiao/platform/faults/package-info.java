/**
 * Faults put into a running cluster of real processes, and what must hold whatever they are. A run
 * is repeated by its seed: the same faults, victims, instants and commands; only how the threads
 * and processes take turns is not the same.
 */
@NullMarked
package org.xinpiao.platform.faults;

import org.jspecify.annotations.NullMarked;

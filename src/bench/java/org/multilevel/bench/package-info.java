/** Benchmarks: the cases that are timed, the table that is made for them, and the comparison with other programs. */
@NullMarked
package org.multilevel.bench;

import org.jspecify.annotations.NullMarked;

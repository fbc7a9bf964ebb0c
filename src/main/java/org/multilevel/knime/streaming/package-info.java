/** Nodes that also work row by row, in a component that KNIME executes by streaming. */
@NullMarked
package org.multilevel.knime.streaming;

import org.jspecify.annotations.NullMarked;

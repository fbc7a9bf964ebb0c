/** The node that leaves out the levels of a grouping factor one by one. */
@NullMarked
package org.multilevel.knime.influence;

import org.jspecify.annotations.NullMarked;

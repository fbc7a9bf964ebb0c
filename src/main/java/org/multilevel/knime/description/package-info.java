/** The node that describes a table by its groups. */
@NullMarked
package org.multilevel.knime.description;

import org.jspecify.annotations.NullMarked;

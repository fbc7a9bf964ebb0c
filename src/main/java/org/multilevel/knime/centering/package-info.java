/** The node that splits columns into what differs between groups and within them. */
@NullMarked
package org.multilevel.knime.centering;

import org.jspecify.annotations.NullMarked;

/** The node that climbs to a model step by step. */
@NullMarked
package org.multilevel.knime.ladder;

import org.jspecify.annotations.NullMarked;

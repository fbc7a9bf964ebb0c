/** The node that draws responses from a model and fits it again to each. */
@NullMarked
package org.multilevel.knime.bootstrap;

import org.jspecify.annotations.NullMarked;

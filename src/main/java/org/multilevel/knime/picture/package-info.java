/** The node that draws pictures of a model. */
@NullMarked
package org.multilevel.knime.picture;

import org.jspecify.annotations.NullMarked;

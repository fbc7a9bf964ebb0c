/** The rows of a generalised model in a compact form, in memory or in a file, and what their outcomes tell before any fit: every later step looks at them. */
@NullMarked
package org.multilevel.glm.rows;

import org.jspecify.annotations.NullMarked;

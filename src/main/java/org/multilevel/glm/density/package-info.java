/** What a distribution says of one response: its log-density with derivatives, what it allows, what it draws, what it leaves as a residual. It knows of no rows. */
@NullMarked
package org.multilevel.glm.density;

import org.jspecify.annotations.NullMarked;

/** What is asked of a model and its rows: the fit, profiles, draws, fits without a group. The search and its verdict are those of {@code fit}; only this room is known to the rooms after it. */
@NullMarked
package org.multilevel.glm.problem;

import org.jspecify.annotations.NullMarked;

/**
 * Generalised linear mixed models: families, links, and what a model of one has beside a linear one, which is all that users name; how they are
 * estimated is in the rooms inside, each of which knows those before it: density, rows, modes, marginal, problem.
 */
@NullMarked
package org.multilevel.glm;

import org.jspecify.annotations.NullMarked;

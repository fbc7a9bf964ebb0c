/** A fitted linear mixed model: what was found, predictions for other tables, and the model's file. */
@NullMarked
package org.multilevel.model;

import org.jspecify.annotations.NullMarked;

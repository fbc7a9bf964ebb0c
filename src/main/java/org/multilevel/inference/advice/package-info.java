/** What should be known of a model, before and after its fit: findings with cause, evidence and remedy. */
@NullMarked
package org.multilevel.inference.advice;

import org.jspecify.annotations.NullMarked;

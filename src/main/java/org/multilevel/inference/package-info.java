/** What follows from a fitted model: tests, intervals, intraclass correlation, and a diagnosis in words. */
@NullMarked
package org.multilevel.inference;

import org.jspecify.annotations.NullMarked;

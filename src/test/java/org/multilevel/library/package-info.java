/** The library as it is published. */
@NullMarked
package org.multilevel.library;

import org.jspecify.annotations.NullMarked;

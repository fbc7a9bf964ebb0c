/** The written form of what adds up over the parts of a table. */
@NullMarked
package org.multilevel.data.parts;

import org.jspecify.annotations.NullMarked;

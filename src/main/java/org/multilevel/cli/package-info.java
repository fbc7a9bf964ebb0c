/** The command line. */
@NullMarked
package org.multilevel.cli;

import org.jspecify.annotations.NullMarked;

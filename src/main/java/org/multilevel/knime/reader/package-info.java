/** The node that reads the files of statistics programs. */
@NullMarked
package org.multilevel.knime.reader;

import org.jspecify.annotations.NullMarked;

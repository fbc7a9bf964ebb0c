/** What every format is made of: its columns, a cursor over its rows, bytes that are read no further than a file goes, and sentences about damage. */
@NullMarked
package org.multilevel.data.files.source;

import org.jspecify.annotations.NullMarked;

/** Tables in the files of statistics programs and others, recognised by content; every scan opens the file again. */
@NullMarked
package org.multilevel.data.files;

import org.jspecify.annotations.NullMarked;

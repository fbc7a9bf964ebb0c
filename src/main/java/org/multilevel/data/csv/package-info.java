/** Tables in CSV text as people have them: how a file writes its values is recognised, and it is read anew at every scan. */
@NullMarked
package org.multilevel.data.csv;

import org.jspecify.annotations.NullMarked;

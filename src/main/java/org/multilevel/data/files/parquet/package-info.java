/** Parquet files, whose pages are compared with their check sums. */
@NullMarked
package org.multilevel.data.files.parquet;

import org.jspecify.annotations.NullMarked;

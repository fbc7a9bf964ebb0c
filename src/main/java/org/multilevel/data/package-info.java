/**
 * Tables as a model reads them: typed, named columns, in batches of rows, as often as needed, from memory, from a CSV
 * file or from a host's own rows.
 */
@NullMarked
package org.multilevel.data;

import org.jspecify.annotations.NullMarked;

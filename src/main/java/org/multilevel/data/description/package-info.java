/** What a table holds before any model: its columns, its groups, and how columns vary and go together between and within groups. */
@NullMarked
package org.multilevel.data.description;

import org.jspecify.annotations.NullMarked;

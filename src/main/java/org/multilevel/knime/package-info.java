/** What all KNIME nodes share: KNIME's tables as tables of the core, results as KNIME's tables, progress, sentences. */
@NullMarked
package org.multilevel.knime;

import org.jspecify.annotations.NullMarked;

/** The report of a fitted model: one document, and one page that shows it in a browser, from a file or inside a host. */
@NullMarked
package org.multilevel.report;

import org.jspecify.annotations.NullMarked;

/** Excel workbooks (.xlsx): zipped XML documents whose check sums are compared. */
@NullMarked
package org.multilevel.data.files.excel;

import org.jspecify.annotations.NullMarked;

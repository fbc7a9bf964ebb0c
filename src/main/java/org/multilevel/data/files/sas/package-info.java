/** SAS files (.sas7bdat) and transport files (.xpt). */
@NullMarked
package org.multilevel.data.files.sas;

import org.jspecify.annotations.NullMarked;

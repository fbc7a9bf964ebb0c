/** What a user can mend, said in one sentence, and how names are quoted, listed and suggested in it. */
@NullMarked
package org.multilevel.error;

import org.jspecify.annotations.NullMarked;

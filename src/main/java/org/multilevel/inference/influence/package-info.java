/** What leaving a group out changes. */
@NullMarked
package org.multilevel.inference.influence;

import org.jspecify.annotations.NullMarked;

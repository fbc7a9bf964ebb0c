/** Mixed models on Apache Spark: rows stay where they are, and only sums over them travel. The only room that knows Spark. */
@NullMarked
package org.multilevel.spark;

import org.jspecify.annotations.NullMarked;

/** The port on which a fitted model travels from node to node. */
@NullMarked
package org.multilevel.knime.port;

import org.jspecify.annotations.NullMarked;

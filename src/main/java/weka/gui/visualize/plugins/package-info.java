/** Charts of mixed models in Weka's Explorer. */
@NullMarked
package weka.gui.visualize.plugins;

import org.jspecify.annotations.NullMarked;

/** The Explorer's tab for mixed models, and the form in it that the KnowledgeFlow's step shows too. */
@NullMarked
package weka.gui.mixedmodels;

import org.jspecify.annotations.NullMarked;

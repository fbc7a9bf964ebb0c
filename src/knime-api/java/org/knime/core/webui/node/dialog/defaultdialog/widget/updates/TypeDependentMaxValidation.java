package org.knime.core.webui.node.dialog.defaultdialog.widget.updates;

import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MaxValidation;

/** The upper bound that a number has by its type; a stand-in with the signatures of KNIME's. */
public abstract class TypeDependentMaxValidation extends MaxValidation {}

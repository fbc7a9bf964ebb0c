package org.knime.core.webui.node.dialog.defaultdialog.widget.updates;

import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation;

/** The lower bound that a number has by its type; a stand-in with the signatures of KNIME's. */
public abstract class TypeDependentMinValidation extends MinValidation {}

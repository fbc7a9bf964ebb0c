package org.knime.core.webui.node.dialog.defaultdialog.setting.filter.withtypes;

/** How names are chosen; a stand-in with the signatures of KNIME's. */
public enum TypedStringFilterMode {
    MANUAL,
    REGEX,
    WILDCARD,
    TYPE
}

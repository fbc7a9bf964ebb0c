package org.knime.node.parameters.widget.choices.filter;

import java.util.Objects;
import java.util.function.Predicate;
import org.knime.core.webui.node.dialog.defaultdialog.setting.filter.util.ManualFilter;
import org.knime.core.webui.node.dialog.defaultdialog.setting.filter.util.PatternFilter;
import org.knime.core.webui.node.dialog.defaultdialog.setting.filter.util.PatternFilter.PatternMode;
import org.knime.core.webui.node.dialog.defaultdialog.setting.filter.withtypes.TypedStringFilterMode;
import org.knime.node.parameters.persistence.Persistable;

/** A choice by hand, by pattern or by type; a stand-in with the signatures of KNIME's. */
public abstract class TypedStringFilter<T extends TypeFilter> implements Persistable {
    public TypedStringFilterMode m_mode;
    public PatternFilter m_patternFilter;
    public ManualFilter m_manualFilter;
    public T m_typeFilter;

    protected TypedStringFilter(String[] initialSelected, T defaultTypeFilter) {
        m_mode = TypedStringFilterMode.MANUAL;
        m_patternFilter = new PatternFilter();
        m_manualFilter = new ManualFilter(Objects.requireNonNull(initialSelected));
        m_typeFilter = defaultTypeFilter;
    }

    protected void setIncludeUnknownValues(boolean value) {
        m_manualFilter.m_includeUnknownColumns = value;
    }

    protected String[] getMissingSelected(String[] choices) {
        return m_mode == TypedStringFilterMode.MANUAL ? m_manualFilter.getUpdatedMissingValues(choices) : new String[0];
    }

    protected Predicate<String> getStringFilterPredicate() {
        return switch (m_mode) {
            case MANUAL -> m_manualFilter.getFilterPredicate();
            case REGEX -> m_patternFilter.getIsSelectedPredicate(PatternMode.REGEX);
            case WILDCARD -> m_patternFilter.getIsSelectedPredicate(PatternMode.WILDCARD);
            case TYPE ->
                throw new IllegalStateException(
                        "isSelected predicate on string is not possible for filtering by type.");
        };
    }
}

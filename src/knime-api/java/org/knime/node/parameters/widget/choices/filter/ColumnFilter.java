package org.knime.node.parameters.widget.choices.filter;

import java.util.List;
import java.util.function.Predicate;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.webui.node.dialog.defaultdialog.setting.filter.withtypes.TypedStringFilterMode;

/** A choice of columns; a stand-in with the signatures of KNIME's. */
public final class ColumnFilter extends TypedStringFilter<ColumnTypeFilter> {
    public ColumnFilter() {
        this(new String[0]);
    }

    public ColumnFilter(String[] selected) {
        super(selected, new ColumnTypeFilter());
    }

    public ColumnFilter(List<DataColumnSpec> selectedColumns) {
        this(names(selectedColumns));
    }

    private static String[] names(List<DataColumnSpec> columns) {
        return columns.stream().map(DataColumnSpec::getName).toArray(String[]::new);
    }

    public ColumnFilter withExcludeUnknownColumns() {
        setIncludeUnknownValues(false);
        return this;
    }

    public ColumnFilter withIncludeUnknownColumns() {
        setIncludeUnknownValues(true);
        return this;
    }

    public Predicate<DataColumnSpec> getFilterPredicate() {
        if (m_mode == TypedStringFilterMode.TYPE) {
            return m_typeFilter.getFilterPredicate();
        }
        Predicate<String> names = getStringFilterPredicate();
        return column -> names.test(column.getName());
    }

    public String[] filter(List<DataColumnSpec> choices) {
        return names(choices.stream().filter(getFilterPredicate()).toList());
    }

    public String[] filterFromFullSpec(DataTableSpec spec) {
        return filter(spec.stream().toList());
    }

    public String[] getMissingSelected(List<DataColumnSpec> choices) {
        return getMissingSelected(names(choices));
    }

    public String[] getMissingSelectedFromFullSpec(DataTableSpec spec) {
        return getMissingSelected(spec.stream().toList());
    }
}

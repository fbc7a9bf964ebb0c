package org.knime.node.parameters.widget.choices.filter;

import java.util.Set;
import java.util.function.Predicate;
import org.knime.core.data.DataColumnSpec;

/** Columns whose preferred value class is among the chosen ones. Only the stand-in has it. */
final class ColumnTypeFilter extends TypeFilter {
    ColumnTypeFilter() {}

    Predicate<DataColumnSpec> getFilterPredicate() {
        Set<String> types = Set.of(m_selectedTypes);
        return column ->
                types.contains(column.getType().getPreferredValueClass().getName());
    }
}

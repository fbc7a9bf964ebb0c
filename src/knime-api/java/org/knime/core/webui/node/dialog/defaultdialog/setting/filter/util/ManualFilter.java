package org.knime.core.webui.node.dialog.defaultdialog.setting.filter.util;

import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import org.knime.node.parameters.persistence.Persistable;

/** Names that are chosen by hand; a stand-in with the signatures of KNIME's. */
public class ManualFilter implements Persistable {
    public String[] m_manuallySelected;
    public String[] m_manuallyDeselected;
    public boolean m_includeUnknownColumns;

    public ManualFilter(String[] initialSelected) {
        this(initialSelected, new String[0], false);
    }

    public ManualFilter(String[] manuallySelected, String[] manuallyDeselected, boolean includeUnknownValues) {
        m_manuallySelected = manuallySelected;
        m_manuallyDeselected = manuallyDeselected;
        m_includeUnknownColumns = includeUnknownValues;
    }

    ManualFilter() {}

    public Predicate<String> getFilterPredicate() {
        Set<String> names = Set.of(m_includeUnknownColumns ? m_manuallyDeselected : m_manuallySelected);
        return name -> names.contains(name) != m_includeUnknownColumns;
    }

    public String[] getUpdatedMissingValues(String[] choices) {
        Set<String> present = Set.of(choices);
        return m_includeUnknownColumns
                ? new String[0]
                : Arrays.stream(m_manuallySelected)
                        .filter(name -> !present.contains(name))
                        .toArray(String[]::new);
    }
}

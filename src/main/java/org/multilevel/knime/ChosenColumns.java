package org.multilevel.knime;

import java.util.List;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.widget.choices.filter.ColumnFilter;

/** Says which columns a column filter chooses. */
public final class ChosenColumns {
    private ChosenColumns() {}

    /**
     * Returns the chosen columns, those that the table does not have last, so that they are refused by name.
     *
     * @param title the title of the filter's widget
     * @throws InvalidSettingsException if the filter's regular expression is none
     */
    public static List<String> of(ColumnFilter filter, String title, List<DataColumnSpec> choices)
            throws InvalidSettingsException {
        try {
            return Stream.concat(Stream.of(filter.filter(choices)), Stream.of(filter.getMissingSelected(choices)))
                    .distinct()
                    .toList();
        } catch (PatternSyntaxException e) {
            throw new InvalidSettingsException(
                    "The pattern \"" + asTyped(e.getPattern()) + "\" of \"" + title
                            + "\" is no regular expression (" + e.getDescription()
                            + "): correct it, or choose the columns by hand or by wildcards.",
                    e);
        }
    }

    /** Returns a pattern without the marks of both ends, which KNIME adds. */
    private static String asTyped(String pattern) {
        boolean marked = pattern.length() > 1 && pattern.startsWith("^") && pattern.endsWith("$");
        return marked ? pattern.substring(1, pattern.length() - 1) : pattern;
    }
}

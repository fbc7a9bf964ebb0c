package weka.gui.mixedmodels;

import java.util.List;
import java.util.stream.Collectors;
import org.multilevel.formula.Grouping;

/**
 * What varies by group, as a form offers it.
 *
 * @param nesting the grouping attributes, the outermost first
 * @param slopes the attributes whose effects vary, beside the level
 * @param uncorrelated whether level and slopes are taken to be uncorrelated
 */
record GroupTerm(List<String> nesting, List<String> slopes, boolean uncorrelated) {

    GroupTerm {
        nesting = List.copyOf(nesting);
        slopes = List.copyOf(slopes);
    }

    Grouping grouping() {
        Grouping grouping = Grouping.nested(nesting.toArray(String[]::new)).slopes(slopes.toArray(String[]::new));
        return uncorrelated && !slopes.isEmpty() ? grouping.uncorrelated() : grouping;
    }

    /** Returns it in words, as a list shows it. */
    @Override
    public String toString() {
        String groups = String.join(" / ", nesting);
        String varying = slopes.isEmpty()
                ? "level"
                : "level, " + slopes.stream().collect(Collectors.joining(", "))
                        + (uncorrelated ? ", uncorrelated" : "");
        return groups + ": " + varying;
    }
}

package org.multilevel.inference.advice;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.multilevel.design.Structure;
import org.multilevel.design.Structure.Variable;

/**
 * Guesses whether a column of whole numbers holds labels of groups and no quantities.
 *
 * <p>Numbers alone cannot tell: days, ages and marks repeat, too. So it takes a name that says so, or numbers that run through without a gap
 * and go one to one with the levels of a grouping factor, and a name that does not speak of time.
 */
final class NumericLabels {
    private static final Pattern IDENTIFIER =
            Pattern.compile("(^|.*[_. -])(id|ids|code|nr|no|number|key|nummer)([_. -].*|$)|.*[a-z](Id|ID|Nr|No|Code)$");

    private static final Pattern TIME = Pattern.compile(
            "(^|.*[^a-z])(year|yr|time|date|day|days|week|weeks|month|months|hour|hours|minute|minutes|wave|visit|age|period|session|trial"
                    + "|occasion|grade|season|decade|order|rank|round|dose|jahr|zeit|tag)s?([^a-z].*|$)");

    private NumericLabels() {}

    /** @param numbered whether it has all whole numbers from its least to its largest */
    static boolean looksLikeLabels(Variable variable, Structure structure, boolean numbered) {
        boolean repeats = variable.levels() >= Thresholds.MANY_LABELS
                && structure.rows() >= Thresholds.ROWS_PER_LABEL * variable.levels();
        if (!repeats || TIME.matcher(variable.name().toLowerCase(Locale.ROOT)).matches()) {
            return false;
        }
        boolean named = IDENTIFIER.matcher(variable.name()).matches()
                || IDENTIFIER.matcher(variable.name().toLowerCase(Locale.ROOT)).matches();
        return named || isGroup(variable, structure, numbered);
    }

    private static boolean isGroup(Variable variable, Structure structure, boolean numbered) {
        boolean itself = structure.groups().stream()
                .anyMatch(
                        group -> group.columns().size() == 1 && group.columns().contains(variable.name()));
        boolean oneToOne = IntStream.range(0, structure.groups().size())
                .anyMatch(f -> variable.constantWithin().contains(f)
                        && variable.telling().contains(f));
        return itself || (numbered && oneToOne);
    }
}

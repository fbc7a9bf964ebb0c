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

    /** What rows belong to; as the last word only, since a school's size is not a school. */
    private static final Pattern UNIT = Pattern.compile(
            "(^|.*[^a-z])(subject|participant|respondent|person|individual|patient|case|animal|school|pupil|student|teacher|lecturer|class"
                    + "|classroom|clinic|hospital|ward|doctor|site|center|centre|household|family|pair|dyad|team|firm|company|worker"
                    + "|employee|plot|block|batch|litter|tree|plant|country|region|district|county|municipality|item|rater|schule|klasse"
                    + "|proband)s?[0-9]*$");

    private static final Pattern ENDS_AS_IDENTIFIER =
            Pattern.compile("(^|.*[_. -])(id|ids|code|nr|key|nummer)$|.*[_. -](no|number)$|.*[a-z](Id|ID|Nr|No|Code)$");

    private NumericLabels() {}

    /** Returns whether whole numbers are many and have several rows each, and are not called a time. */
    static boolean repeat(Variable variable, long rows) {
        return variable.numeric()
                && variable.levels() >= Thresholds.MANY_LABELS
                && rows >= Thresholds.ROWS_PER_LABEL * variable.levels()
                && !TIME.matcher(variable.name().toLowerCase(Locale.ROOT)).matches();
    }

    /** Returns whether a name by itself says that it labels what rows belong to. */
    static boolean isLabel(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return ENDS_AS_IDENTIFIER.matcher(name).matches()
                || ENDS_AS_IDENTIFIER.matcher(lower).matches()
                || UNIT.matcher(lower).matches();
    }

    /** @param numbered whether it has all whole numbers from its least to its largest */
    static boolean looksLikeLabels(Variable variable, Structure structure, boolean numbered) {
        if (!repeat(variable, structure.rows())) {
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

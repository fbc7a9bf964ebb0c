package org.multilevel.design;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.multilevel.error.Labels;
import org.multilevel.error.ModelException;
import org.multilevel.formula.ModelTerms;
import org.multilevel.formula.RandomTerm;

/**
 * Which columns a prediction reads of a table that may lack those of its groups: such a table's rows are the population.
 *
 * @param present the columns read, in the order of the model
 * @param absent what else the model reads; only groups, and slopes that no other term needs
 * @param factors the grouping factors that are absent, whole or in part
 */
record PredictionColumns(List<String> present, List<String> absent, List<String> factors) {

    /**
     * Returns the columns.
     *
     * @param available the columns of the table
     * @throws ModelException if a group's column is not there but one of nearly the same name, which is a slip more often than a choice
     */
    static PredictionColumns of(ModelTerms terms, List<String> predictors, List<String> available) {
        Set<String> needed = new LinkedHashSet<>();
        terms.fixed().forEach(term -> term.variables().forEach(variable -> needed.addAll(variable.columns())));
        terms.offsets().forEach(offset -> needed.addAll(offset.columns()));
        Set<String> absentFactors = new LinkedHashSet<>();
        for (RandomTerm random : terms.random()) {
            if (random.group().stream().allMatch(column -> isPresent(column.name(), available, needed))) {
                random.terms().forEach(term -> term.variables().forEach(variable -> needed.addAll(variable.columns())));
            } else {
                absentFactors.add(random.groupName());
            }
        }
        List<String> present = new ArrayList<>();
        List<String> absent = new ArrayList<>();
        for (String name : predictors) {
            (needed.contains(name) || available.contains(name) ? present : absent).add(name);
        }
        return new PredictionColumns(present, absent, List.copyOf(absentFactors));
    }

    private static boolean isPresent(String group, List<String> available, Set<String> needed) {
        if (available.contains(group) || needed.contains(group)) {
            return true;
        }
        for (String other : available) {
            if (plain(other).equals(plain(group))) {
                throw new ModelException("The table has no column " + Labels.quoted(group) + "; "
                        + Labels.instead(group, available, Labels.Instead.NAMES, "its columns are") + ".");
            }
        }
        return false;
    }

    /** What is left of a name when it is typed carelessly. */
    private static String plain(String name) {
        return name.replaceAll("[\\s_.-]", "").toLowerCase(Locale.ROOT);
    }
}

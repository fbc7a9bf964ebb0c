package org.multilevel.design;

import java.util.List;
import java.util.Set;

/**
 * How the columns that a formula names are arranged over the rows used: which groups lie within which, what is constant within groups, which
 * numbers repeat.
 *
 * @param rows number of rows used
 * @param groups the grouping factors in the order of the formula
 * @param variables the columns that the fixed part or a random slope reads
 * @param slopes what varies over groups, intercepts left out
 * @param crossings for each term of the fixed part that is of categories only, the names of its columns
 */
public record Structure(
        long rows, List<Group> groups, List<Variable> variables, List<Slope> slopes, List<Set<String>> crossings) {

    /** Copies the lists. */
    public Structure {
        groups = List.copyOf(groups);
        variables = List.copyOf(variables);
        slopes = List.copyOf(slopes);
        crossings = crossings.stream().map(Set::copyOf).toList();
    }

    /**
     * A grouping factor.
     *
     * @param name such as {@code cask:batch}
     * @param columns what its levels are combinations of
     * @param levels how many levels occur
     * @param smallest rows of the smallest level
     * @param largest rows of the largest level
     * @param within positions of the factors of which every level of this one meets only one level
     * @param restarting positions of the factors in each of which its labels are 1, 2, ..., as many as there are, not the same number
     *     everywhere, and with several rows each
     */
    public record Group(
            String name,
            List<String> columns,
            int levels,
            long smallest,
            long largest,
            List<Integer> within,
            List<Integer> restarting) {
        /** Copies the lists. */
        public Group {
            columns = List.copyOf(columns);
            within = List.copyOf(within);
            restarting = List.copyOf(restarting);
        }
    }

    /**
     * A column of the table.
     *
     * @param name the column
     * @param numeric whether it holds numbers
     * @param quantity whether the fixed part has it as a number, as it is
     * @param category whether the fixed part has it as categories
     * @param levels how many different values occur, of a numeric column only if all are whole; else -1
     * @param minimum the least value, NaN of categories
     * @param maximum the largest value, NaN of categories
     * @param runs how often the value changes from row to row, plus 1
     * @param constantWithin positions of the grouping factors that hold it constant within every level
     * @param telling positions of the grouping factors whose level it tells: no value meets two levels; of categories and whole numbers
     */
    public record Variable(
            String name,
            boolean numeric,
            boolean quantity,
            boolean category,
            int levels,
            double minimum,
            double maximum,
            long runs,
            List<Integer> constantWithin,
            List<Integer> telling) {
        /** Copies the lists. */
        public Variable {
            constantWithin = List.copyOf(constantWithin);
            telling = List.copyOf(telling);
        }
    }

    /**
     * A term that varies over the levels of a grouping factor.
     *
     * @param group position of the factor
     * @param name of the term
     * @param columns the columns it reads
     * @param intercept whether the intercept varies with it
     * @param category whether it is of categories only
     */
    public record Slope(int group, String name, Set<String> columns, boolean intercept, boolean category) {
        /** Copies the set. */
        public Slope {
            columns = Set.copyOf(columns);
        }
    }
}

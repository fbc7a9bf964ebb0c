package org.multilevel.inference.tests;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.multilevel.design.FixedTerm;
import org.multilevel.design.FixedTerm.Coding;

/**
 * Writes what is 1 in a cell of factors (times columns of numbers) and 0 elsewhere as a combination of the columns of X, as if every factor
 * were coded by treatment contrasts.
 *
 * <p>A cell says for each variable its level, or which column of a number. In a term of just these variables it is a column, unless a factor
 * is at the first level that its coding leaves out: then it is the cell without the factor less those of the factor's other levels. Where no
 * term has just these variables, it is the sum of the cells of a factor more.
 */
final class CellExpansion {
    private final List<FixedTerm> terms;
    private final boolean intercept;
    private final int columns;

    /** @param columns of X */
    CellExpansion(List<FixedTerm> terms, boolean intercept, int columns) {
        this.terms = terms;
        this.intercept = intercept;
        this.columns = columns;
    }

    /** Returns the coefficients of all columns of X; nothing if the columns do not span the cell. */
    Optional<double[]> of(Map<String, Integer> cell) {
        double[] sum = new double[columns];
        return add(cell, 1, 0, sum) ? Optional.of(sum) : Optional.empty();
    }

    private boolean add(Map<String, Integer> cell, double multiple, int depth, double[] sum) {
        if (depth > 2 * terms.size() + cell.size() + 4) {
            return false;
        }
        if (cell.isEmpty() && intercept) {
            sum[0] += multiple;
            return true;
        }
        Optional<FixedTerm> exact = terms.stream()
                .filter(term -> variables(term).equals(cell.keySet()))
                .findFirst();
        return exact.isPresent()
                ? addColumn(exact.get(), cell, multiple, depth, sum)
                : addFiner(cell, multiple, depth, sum);
    }

    private boolean addColumn(FixedTerm term, Map<String, Integer> cell, double multiple, int depth, double[] sum) {
        int at = term.first();
        int stride = 1;
        for (Coding coding : term.variables()) {
            int column = cell.getOrDefault(coding.name(), 0) - (isReduced(coding) ? 1 : 0);
            if (column < 0) {
                return addOthers(coding, cell, multiple, depth, sum);
            }
            at += column * stride;
            stride *= coding.width();
        }
        sum[at] += multiple;
        return true;
    }

    /** Returns whether a factor's coding leaves out its first level. */
    static boolean isReduced(Coding coding) {
        return coding.factor() && coding.width() < coding.levels();
    }

    private boolean addOthers(Coding factor, Map<String, Integer> cell, double multiple, int depth, double[] sum) {
        Map<String, Integer> rest = new HashMap<>(cell);
        rest.remove(factor.name());
        boolean spanned = add(rest, multiple, depth + 1, sum);
        for (int level = 1; level < factor.levels() && spanned; level++) {
            Map<String, Integer> other = new HashMap<>(cell);
            other.put(factor.name(), level);
            spanned = add(other, -multiple, depth + 1, sum);
        }
        return spanned;
    }

    /** Adds the cells of one factor more, of the smallest term that has it beside the variables of the cell. */
    private boolean addFiner(Map<String, Integer> cell, double multiple, int depth, double[] sum) {
        Optional<FixedTerm> finer = terms.stream()
                .filter(term -> variables(term).containsAll(cell.keySet()))
                .filter(term -> term.variables().stream()
                        .allMatch(coding -> coding.factor() || cell.containsKey(coding.name())))
                .min(Comparator.comparingInt(term -> term.variables().size()));
        if (finer.isEmpty()) {
            return false;
        }
        Coding factor = finer.get().variables().stream()
                .filter(coding -> !cell.containsKey(coding.name()))
                .findFirst()
                .orElseThrow();
        boolean spanned = true;
        for (int level = 0; level < factor.levels() && spanned; level++) {
            Map<String, Integer> other = new HashMap<>(cell);
            other.put(factor.name(), level);
            spanned = add(other, multiple, depth + 1, sum);
        }
        return spanned;
    }

    static Set<String> variables(FixedTerm term) {
        return term.variables().stream().map(Coding::name).collect(Collectors.toSet());
    }
}

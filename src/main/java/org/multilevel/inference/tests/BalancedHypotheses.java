package org.multilevel.inference.tests;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.multilevel.design.FixedTerm;
import org.multilevel.design.FixedTerm.Coding;
import org.multilevel.error.ModelException;
import org.multilevel.inference.numeric.Dense;
import org.multilevel.model.ColumnDependence;
import org.multilevel.model.MixedModel;

/**
 * Type III, as the R package lmerTest makes it: the general form of estimable functions in all cells of every term, each term's columns made
 * orthogonal to those of the terms that contain it (Goodnight 1978, SAS Technical Report R-101).
 *
 * <p>A term contains another if it has the same numbers and more factors.
 */
final class BalancedHypotheses implements TermHypotheses {
    private static final double NOTHING = 1e-9;

    private final List<FixedTerm> terms;
    private final int[] kept;
    private final Map<Map<String, Integer>, Integer> rowOfCell = new HashMap<>();
    /** A row for each cell, a column for each estimated coefficient under treatment contrasts. */
    private final double[][] functions;

    private final int[] rowOfColumn;
    private final Optional<double[][]> recoding;

    BalancedHypotheses(MixedModel model) {
        ColumnDependence dependence = model.dependence();
        this.terms = model.fixedTerms();
        this.kept = dependence.kept();
        double[][] columns = dependence
                .rows()
                .orElseThrow(() -> new ModelException(
                        "The model was saved by an early version, which did not keep how the columns that were"
                                + " left out depend on others; fit it anew for tests of type III."));
        CellExpansion expansion = new CellExpansion(terms, dependence.hasIntercept(), columns.length);
        List<Map<String, Integer>> cells = cells(dependence.hasIntercept());
        functions = new double[cells.size()][];
        for (int i = 0; i < functions.length; i++) {
            rowOfCell.putIfAbsent(cells.get(i), i);
            functions[i] = Dense.times(new double[][] {spanned(expansion, cells.get(i))}, columns)[0];
        }
        rowOfColumn = new int[kept.length];
        for (int k = 0; k < kept.length; k++) {
            rowOfColumn[k] = rowOfCell.getOrDefault(cellOf(kept[k]), 0);
        }
        recoding = recoding(expansion, columns.length);
        terms.stream()
                .sorted(Comparator.comparingInt(
                        (FixedTerm term) -> -term.variables().size()))
                .forEach(this::orthogonalise);
    }

    /** Returns the cells of the intercept and of every term. */
    private List<Map<String, Integer>> cells(boolean intercept) {
        List<Map<String, Integer>> cells = new ArrayList<>();
        if (intercept) {
            cells.add(Map.of());
        }
        for (FixedTerm term : terms) {
            List<Map<String, Integer>> own = List.of(Map.of());
            for (Coding coding : term.variables()) {
                List<Map<String, Integer>> finer = new ArrayList<>();
                for (int level = 0; level < coding.levels(); level++) {
                    for (Map<String, Integer> cell : own) {
                        Map<String, Integer> with = new HashMap<>(cell);
                        with.put(coding.name(), level);
                        finer.add(with);
                    }
                }
                own = finer;
            }
            cells.addAll(own);
        }
        return cells;
    }

    private static double[] spanned(CellExpansion expansion, Map<String, Integer> cell) {
        return expansion
                .of(cell)
                .orElseThrow(() -> new ModelException(
                        "Hypotheses of type III need every main effect and interaction that is part of a"
                                + " higher one, and the formula lacks that of "
                                + String.join(":", new java.util.TreeSet<>(cell.keySet()))
                                + "; add it, or ask for type I or II."));
    }

    /** Returns the cell that column {@code column} of X stands for under treatment contrasts. */
    private Map<String, Integer> cellOf(int column) {
        for (FixedTerm term : terms) {
            if (column >= term.first() && column < term.first() + term.width()) {
                Map<String, Integer> cell = new HashMap<>();
                int rest = column - term.first();
                for (Coding coding : term.variables()) {
                    int reduced = CellExpansion.isReduced(coding) ? 1 : 0;
                    cell.put(coding.name(), rest % coding.width() + reduced);
                    rest /= coding.width();
                }
                return cell;
            }
        }
        return Map.of();
    }

    /** Returns the columns of X as combinations of those under treatment contrasts, where a factor has other contrasts. */
    private Optional<double[][]> recoding(CellExpansion expansion, int columns) {
        boolean others = terms.stream()
                .flatMap(term -> term.variables().stream())
                .anyMatch(coding -> CellExpansion.isReduced(coding) && !isTreatment(coding));
        if (!others) {
            return Optional.empty();
        }
        if (kept.length < columns) {
            throw new ModelException(
                    "Hypotheses of type III are not told for other than treatment contrasts where a column was left out"
                            + " of the fit; write the factors without C(), or ask for type I or II.");
        }
        double[][] recoding = new double[columns][columns];
        for (FixedTerm term : terms) {
            for (int column = 0; column < term.width(); column++) {
                addColumn(expansion, term, column, recoding);
            }
        }
        if (terms.isEmpty() || terms.get(0).first() > 0) {
            recoding[0][0] = 1;
        }
        return Optional.of(recoding);
    }

    private static boolean isTreatment(Coding coding) {
        double[][] matrix = coding.matrix();
        for (int level = 0; level < matrix.length; level++) {
            for (int k = 0; k < matrix[level].length; k++) {
                if (matrix[level][k] != (level == k + 1 ? 1 : 0)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static void addColumn(CellExpansion expansion, FixedTerm term, int column, double[][] recoding) {
        Map<Map<String, Integer>, Double> parts = Map.of(Map.of(), 1.0);
        int rest = column;
        for (Coding coding : term.variables()) {
            double[][] matrix = coding.matrix();
            int own = rest % coding.width();
            rest /= coding.width();
            Map<Map<String, Integer>, Double> finer = new HashMap<>();
            for (int level = 0; level < matrix.length; level++) {
                double number = matrix[level][own];
                for (Map.Entry<Map<String, Integer>, Double> part : parts.entrySet()) {
                    Map<String, Integer> cell = new HashMap<>(part.getKey());
                    cell.put(coding.name(), level);
                    if (number != 0) {
                        finer.put(cell, part.getValue() * number);
                    }
                }
            }
            parts = finer;
        }
        parts.forEach((cell, multiple) -> {
            double[] of = spanned(expansion, cell);
            for (int i = 0; i < of.length; i++) {
                recoding[i][term.first() + column] += multiple * of[i];
            }
        });
    }

    /** Takes from a term's columns what the columns of the terms that contain it explain. */
    private void orthogonalise(FixedTerm term) {
        List<double[]> basis = new ArrayList<>();
        terms.stream()
                .filter(other -> contains(other, term))
                .flatMap(other -> Stream.of(TermHypotheses.own(other, kept)))
                .forEach(columns -> {
                    for (int k : columns) {
                        addTo(basis, column(k));
                    }
                });
        for (int k : TermHypotheses.own(term, kept)) {
            double[] rest = without(basis, column(k));
            for (int i = 0; i < rest.length; i++) {
                functions[i][k] = Math.abs(rest[i]) < NOTHING ? 0 : rest[i];
            }
        }
    }

    private static boolean contains(FixedTerm other, FixedTerm term) {
        Set<String> variables = CellExpansion.variables(term);
        return CellExpansion.variables(other).containsAll(variables)
                && other.variables().size() > variables.size()
                && numbers(other).equals(numbers(term));
    }

    private static Set<String> numbers(FixedTerm term) {
        return term.variables().stream()
                .filter(coding -> !coding.factor())
                .map(Coding::name)
                .collect(Collectors.toSet());
    }

    private double[] column(int k) {
        double[] column = new double[functions.length];
        for (int i = 0; i < column.length; i++) {
            column[i] = functions[i][k];
        }
        return column;
    }

    private static void addTo(List<double[]> basis, double[] column) {
        double[] rest = without(basis, column);
        double length = Math.sqrt(Dense.dot(rest, rest));
        if (length > NOTHING * Math.sqrt(Dense.dot(column, column))) {
            for (int i = 0; i < rest.length; i++) {
                rest[i] /= length;
            }
            basis.add(rest);
        }
    }

    private static double[] without(List<double[]> basis, double[] column) {
        double[] rest = column.clone();
        for (int pass = 0; pass < 2; pass++) {
            for (double[] direction : basis) {
                double along = Dense.dot(rest, direction);
                for (int i = 0; i < rest.length; i++) {
                    rest[i] -= along * direction[i];
                }
            }
        }
        return rest;
    }

    @Override
    public double[][] of(FixedTerm term) {
        int[] own = TermHypotheses.own(term, kept);
        double[][] rows = new double[own.length][kept.length];
        for (int r = 0; r < own.length; r++) {
            for (int j = 0; j < kept.length; j++) {
                rows[r][j] = functions[rowOfColumn[j]][own[r]];
            }
        }
        return recoding.map(map -> Dense.times(rows, map)).orElse(rows);
    }
}

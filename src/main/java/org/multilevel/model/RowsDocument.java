package org.multilevel.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.multilevel.fit.facts.GroupPattern;
import org.multilevel.fit.facts.GroupSizes;
import org.multilevel.fit.facts.RowFacts;
import org.multilevel.model.ModelDocument.Groups;
import org.multilevel.model.ModelDocument.Pattern;
import org.multilevel.model.ModelDocument.Rows;

/** Writes how columns vary over the rows into a model's document, and reads it back, checked against the model's columns and groups. */
final class RowsDocument {
    private final String sourceName;
    private final int p;
    private final List<GroupingFactor> factors;
    private final long used;

    /**
     * Creates the reader.
     *
     * @param p the number of fixed effects
     * @param factors the grouping factors in the order of the design
     * @param used the rows of the fit
     */
    RowsDocument(String sourceName, int p, List<GroupingFactor> factors, long used) {
        this.sourceName = sourceName;
        this.p = p;
        this.factors = factors;
        this.used = used;
    }

    static Rows of(RowFacts facts) {
        List<double[][]> squares = facts.randomSquares();
        return new Rows(
                Matrices.pack(facts.fixedCovariance()),
                IntStream.range(0, squares.size())
                        .mapToObj(f -> groups(squares.get(f), facts.sizes().get(f)))
                        .toList(),
                facts.patterns().stream()
                        .map(pattern -> new Pattern(pattern.constant(), pattern.within()))
                        .toList());
    }

    private static Groups groups(double[][] squares, GroupSizes sizes) {
        return new Groups(Matrices.pack(squares), sizes.min(), sizes.max(), sizes.squares(), sizes.reciprocals());
    }

    Optional<RowFacts> read(List<Rows> document) {
        check(document.size() <= 1, "rows");
        return document.stream().findFirst().map(this::facts);
    }

    private RowFacts facts(Rows rows) {
        check(isTriangle(rows.fixedCovariance(), p), "rows.fixed_covariance");
        check(rows.groups().size() == factors.size(), "rows.groups");
        List<double[][]> squares = new ArrayList<>();
        List<GroupSizes> sizes = new ArrayList<>();
        for (int f = 0; f < factors.size(); f++) {
            Groups groups = rows.groups().get(f);
            int q = factors.get(f).width();
            check(isTriangle(groups.meanSquares(), q), "rows.groups.mean_squares");
            check(groups.smallest() > 0 && groups.smallest() <= groups.largest(), "rows.groups.smallest");
            check(groups.largest() <= used, "rows.groups.largest");
            check(isPositive(groups.sumOfSquares()), "rows.groups.sum_of_squares");
            check(isPositive(groups.sumOfReciprocals()), "rows.groups.sum_of_reciprocals");
            squares.add(Matrices.unpack(groups.meanSquares(), q));
            sizes.add(new GroupSizes(
                    Math.toIntExact(factors.get(f).fittedLevels()),
                    used,
                    groups.smallest(),
                    groups.largest(),
                    groups.sumOfSquares(),
                    groups.sumOfReciprocals()));
        }
        return new RowFacts(Matrices.unpack(rows.fixedCovariance(), p), squares, sizes, patterns(rows.patterns()));
    }

    private List<GroupPattern> patterns(List<Pattern> patterns) {
        check(patterns.isEmpty() || patterns.size() == factors.size(), "rows.patterns");
        for (Pattern pattern : patterns) {
            check(arePositions(pattern.constantColumns(), p), "rows.patterns.constant_columns");
            check(arePositions(pattern.withinFactors(), factors.size()), "rows.patterns.within_factors");
        }
        return patterns.stream()
                .map(pattern -> new GroupPattern(pattern.constantColumns(), pattern.withinFactors()))
                .toList();
    }

    private static boolean arePositions(List<Integer> positions, int n) {
        return positions.stream().allMatch(position -> position >= 0 && position < n);
    }

    private static boolean isPositive(double sum) {
        return sum > 0 && Double.isFinite(sum);
    }

    private static boolean isTriangle(double[] packed, int n) {
        return packed.length == Matrices.triangle(n) && Arrays.stream(packed).allMatch(Double::isFinite);
    }

    private void check(boolean holds, String field) {
        if (!holds) {
            throw ModelFile.damaged(sourceName, "\"" + field + "\" does not fit the rest");
        }
    }
}

package org.multilevel.fit.structure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.multilevel.data.Table;
import org.multilevel.design.Design;
import org.multilevel.error.Labels;
import org.multilevel.error.ModelException;
import org.multilevel.formula.CovarianceKind;
import org.multilevel.formula.ResidualTerm;

/**
 * Makes the structure that was asked for of the rows, and refuses rows that do not tell it.
 *
 * @param rows as the structure's pieces count them
 * @param notes what was decided, each as a sentence
 */
record ResidualChoice(SubjectRows rows, ResidualStructure structure, List<String> notes) {
    ResidualChoice {
        notes = List.copyOf(notes);
    }

    /** @param split whether factors change within subjects */
    static ResidualChoice of(SubjectRows rows, ResidualLabels labels, boolean split, Design design, Table table) {
        return new Chooser(rows, labels, split, design, table).choice();
    }

    /** Looks at the rows. */
    private static final class Chooser {
        /** A correlation of a half over this distance is still a number over a unit. */
        private static final double SHORTEST = 1e-3;
        /** A correlation of a half over this distance differs from 1 over a unit by a number of which seven digits are known. */
        private static final double LONGEST = 1e9;

        private final SubjectRows rows;
        private final ResidualLabels labels;
        /** Whether factors change within subjects. */
        private final boolean split;

        private final Design design;
        private final RowNames names;
        private final List<String> notes = new ArrayList<>();
        private int[] occasion = {};
        private double[] occasions = {};

        Chooser(SubjectRows rows, ResidualLabels labels, boolean split, Design design, Table table) {
            this.rows = rows;
            this.labels = labels;
            this.split = split;
            this.design = design;
            this.names = new RowNames(table, design);
        }

        ResidualChoice choice() {
            if (labels.term().isEmpty()) {
                Deviations deviations = new Deviations(rows, labels, occasion, List.of());
                checkCounts(deviations);
                return new ResidualChoice(rows, new IndependentResiduals(rows, deviations), notes);
            }
            ResidualTerm term = labels.term().get();
            CovarianceKind kind = term.structure().kind();
            checkSizes(term);
            // where strata differ in their variance, their covariances tell an intercept and the structure apart
            if (labels.strata().isEmpty()) {
                new Redundancy(term, rows).checkIntercept(design);
            }
            new Redundancy(term, rows).checkFixed();
            boolean several = !term.structure().homogeneous();
            boolean ordered = kind != CovarianceKind.COMPOUND_SYMMETRY || several;
            if (several && term.position().isEmpty()) {
                throw new ModelException(
                        term + " asks for a variance for each occasion and names no occasions: write the"
                                + " column of the occasions before the bar, or hom = TRUE.");
            }
            if (ordered) {
                checkPositions(term);
                findOccasions();
            }
            List<String> named =
                    several ? Arrays.stream(occasions).mapToObj(labels::label).toList() : List.of();
            Deviations deviations = new Deviations(rows, labels, occasion, named);
            checkParameters(term, kind, deviations);
            if (several) {
                new Redundancy(term, rows)
                        .checkStrata(
                                occasion,
                                occasions.length,
                                labels.position(),
                                labels.strata().size(),
                                labels.stratum());
            }
            checkCounts(deviations);
            return switch (kind) {
                case AUTOREGRESSIVE, CONTINUOUS_AUTOREGRESSIVE -> markov(kind, deviations);
                case COMPOUND_SYMMETRY -> exchangeable(deviations);
                case TOEPLITZ -> {
                    checkLags(term);
                    Correlation byLag = new ByLag(lags());
                    yield patterned(deviations, byLag, occasion, occasions.length);
                }
                case UNSTRUCTURED, DIAGONAL -> {
                    checkTogether(term);
                    Correlation any = new AnyCorrelation(
                            Arrays.stream(occasions).mapToObj(labels::label).toList());
                    yield patterned(deviations, any, occasion, occasions.length);
                }
            };
        }

        private ResidualChoice markov(CovarianceKind kind, Deviations deviations) {
            Distances distances = Distances.of(rows);
            checkUnit(distances.mean());
            boolean continuous = kind == CovarianceKind.CONTINUOUS_AUTOREGRESSIVE;
            return new ResidualChoice(rows, new Markov(rows, deviations, labels, continuous), notes);
        }

        /** rho is told per unit of time: over a unit of many distances nothing is left of it, and over one of a tiny part it is 1 in all digits. */
        private void checkUnit(double mean) {
            if (mean < SHORTEST || mean > LONGEST) {
                throw new ModelException(String.format(
                        Locale.ROOT,
                        "The rows of %s are %.3g apart in %s on average, and rho of %s is per unit of %s, over which no number"
                                + " could tell it: write %s in %s units.",
                        Labels.oneOf(labels.subject()),
                        mean,
                        labels.position(),
                        labels.term().orElseThrow(),
                        labels.position(),
                        labels.position(),
                        mean < SHORTEST ? "smaller" : "larger"));
            }
        }

        private ResidualChoice exchangeable(Deviations deviations) {
            // a mean of rows has as many levels as these have
            if (deviations.areConstantWithin() && !split) {
                SubjectRows centred = rows.centred();
                return new ResidualChoice(centred, new Exchangeable(centred, deviations, labels), notes);
            }
            return patterned(deviations, new Equal(rows.largest()), new int[rows.count], 1);
        }

        private ResidualChoice patterned(
                Deviations deviations, Correlation correlation, int[] occasion, int occasions) {
            Patterned patterned = new Patterned(rows, deviations, labels, correlation, occasion, occasions);
            return new ResidualChoice(rows, patterned, notes);
        }

        private void checkSizes(ResidualTerm term) {
            if (rows.largest() < 2) {
                throw new ModelException(
                        "Every " + term.subjectName() + " has one row only, so nothing tells how the residuals of one"
                                + " go together: name another column of subjects in " + term + ", or leave it out.");
            }
        }

        private void checkPositions(ResidualTerm term) {
            String column = labels.position();
            if (!labels.positions().isEmpty()) {
                notes.add("The occasions of " + column + " are taken in the order " + Labels.list(labels.positions())
                        + ".");
            }
            for (int s = 0; s < rows.subjects(); s++) {
                for (int r = rows.start[s]; r < rows.start[s + 1]; r++) {
                    if (Double.isInfinite(rows.position[r])) {
                        throw new ModelException("The time " + column + " of " + term + " is infinite in row "
                                + names.of(rows.row[r]) + ": give a number, or leave the cell empty.");
                    }
                    if (r > rows.start[s] && rows.position[r] == rows.position[r - 1]) {
                        throw new ModelException("Rows " + names.of(rows.row[r - 1]) + " and " + names.of(rows.row[r])
                                + " are of one " + term.subjectName() + " and have the same " + column + ", "
                                + labels.label(rows.position[r]) + ": in " + term
                                + " every row of a subject needs a time of its own.");
                    }
                }
            }
        }

        private void findOccasions() {
            occasions = Arrays.stream(rows.position).sorted().distinct().toArray();
            occasion = Arrays.stream(rows.position)
                    .mapToInt(at -> Arrays.binarySearch(occasions, at))
                    .toArray();
        }

        private int lags() {
            int most = 1;
            for (int s = 0; s < rows.subjects(); s++) {
                most = Math.max(most, occasion[rows.start[s + 1] - 1] - occasion[rows.start[s]]);
            }
            return most;
        }

        private void checkParameters(ResidualTerm term, CovarianceKind kind, Deviations deviations) {
            long own = switch (kind) {
                case UNSTRUCTURED, DIAGONAL -> (long) occasions.length * (occasions.length - 1) / 2;
                case TOEPLITZ -> lags();
                default -> 1;
            };
            long all = own + deviations.size() + 1;
            if (all >= rows.count) {
                throw new ModelException(
                        term + " has " + occasions.length + " occasions of " + labels.position() + " and "
                                + all + " variances and correlations to estimate from " + rows.count
                                + " rows: choose a structure with fewer, such as ar1 or cs, or a column with fewer occasions.");
            }
        }

        /** A variance of its own for a single row could be made zero, and the likelihood infinite. */
        private void checkCounts(Deviations deviations) {
            long[] counts = deviations.counts();
            long classes = Arrays.stream(counts).filter(n -> n > 0).count();
            if (classes < 2) {
                if (!labels.strata().isEmpty() && labels.strata().size() < 2) {
                    throw new ModelException("The column " + labels.stratum() + " has only the value "
                            + Labels.list(labels.strata())
                            + ", so there is one residual variance anyway: leave the strata out.");
                }
                return;
            }
            // standard deviations of occasions and strata multiply: each is told by all rows of its own
            if (deviations.haveOccasions()) {
                checkLonely(occasion, r -> labels.position() + " " + labels.label(rows.position[r]));
            }
            if (!labels.strata().isEmpty()) {
                checkLonely(
                        rows.stratum,
                        r -> labels.stratum() + " "
                                + Labels.quoted(labels.strata().get(rows.stratum[r])));
            }
        }

        private void checkLonely(int[] of, IntFunction<String> named) {
            int[] counts = new int[IntStream.of(of).max().orElse(0) + 1];
            IntStream.of(of).forEach(each -> counts[each]++);
            IntStream.range(0, rows.count)
                    .filter(r -> counts[of[r]] < 2)
                    .findFirst()
                    .ifPresent(r -> {
                        throw new ModelException(
                                "Only row " + names.of(rows.row[r]) + " is of " + named.apply(r)
                                        + ", and one row does not tell a residual variance of its own: put it with others, or leave it out.");
                    });
        }

        /** A correlation over a number of occasions that no two rows of a subject are apart is bounded by the others only. */
        private void checkLags(ResidualTerm term) {
            boolean[] seen = new boolean[lags() + 1];
            seen[0] = true;
            for (int s = 0; s < rows.subjects(); s++) {
                for (int r = rows.start[s]; r < rows.start[s + 1]; r++) {
                    for (int k = rows.start[s]; k < r; k++) {
                        seen[occasion[r] - occasion[k]] = true;
                    }
                }
            }
            for (int lag = 1; lag < seen.length; lag++) {
                if (!seen[lag]) {
                    throw new ModelException(
                            "No " + term.subjectName() + " has two rows that are " + lag
                                    + (lag == 1 ? " occasion" : " occasions") + " of " + labels.position()
                                    + " apart, of "
                                    + occasions.length + ", so nothing tells their correlation in " + term
                                    + ": choose a structure with fewer correlations, such as ar1 or car1, or a column with fewer occasions.");
                }
            }
        }

        private void checkTogether(ResidualTerm term) {
            int n = occasions.length;
            boolean[][] together = new boolean[n][n];
            for (int s = 0; s < rows.subjects(); s++) {
                for (int r = rows.start[s]; r < rows.start[s + 1]; r++) {
                    for (int k = rows.start[s]; k < r; k++) {
                        together[occasion[r]][occasion[k]] = true;
                    }
                }
            }
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < i; j++) {
                    if (!together[i][j]) {
                        throw new ModelException(
                                "No " + term.subjectName() + " has rows at both " + labels.position() + " "
                                        + labels.label(occasions[j]) + " and " + labels.label(occasions[i])
                                        + ", so nothing tells their correlation: choose a structure with fewer correlations than us, such"
                                        + " as toep, ar1 or cs.");
                    }
                }
            }
        }
    }
}

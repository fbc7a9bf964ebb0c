package org.multilevel.fit.structure;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.multilevel.design.Design;
import org.multilevel.design.RandomBlock;
import org.multilevel.design.RandomColumn;
import org.multilevel.design.RandomFactor;
import org.multilevel.error.Labels;
import org.multilevel.error.ModelException;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.formula.CovarianceKind;
import org.multilevel.formula.ResidualTerm;

/** Refuses a residual structure that says what another part of the model says already, so that no rows could tell the two apart. */
final class Redundancy {
    /** Of the length of a column, what is left of it by rounding. */
    private static final double NONE = 1e-7;

    private final ResidualTerm term;
    private final SubjectRows rows;

    Redundancy(ResidualTerm term, SubjectRows rows) {
        this.term = term;
        this.rows = rows;
    }

    /**
     * Refuses a random intercept over the subjects where a structure takes in what it adds to all covariances of a subject's rows.
     *
     * @throws ModelException naming both
     */
    void checkIntercept(Design design) {
        if (!takesConstants()) {
            return;
        }
        for (int f = 0; f < rows.widths.length; f++) {
            RandomFactor factor = design.factors().get(f);
            if (isOfSubjects(rows.level[f]) && factor.blocks().stream().anyMatch(Redundancy::hasFreeIntercept)) {
                throw new ModelException("The random intercept over " + factor.name() + " and the residuals " + term
                        + " both say how alike all rows of " + Labels.oneOf(term.subjectName())
                        + " are, and nothing tells them apart: leave one of the two out.");
            }
        }
    }

    /** Returns whether each subject has a level of its own. */
    private boolean isOfSubjects(int[] level) {
        return IntStream.of(level).distinct().count() == rows.subjects()
                && IntStream.range(0, rows.subjects())
                        .allMatch(s -> IntStream.range(rows.start[s], rows.start[s + 1])
                                .allMatch(r -> level[r] == level[rows.start[s]]));
    }

    private boolean takesConstants() {
        return switch (term.structure().kind()) {
            case COMPOUND_SYMMETRY, TOEPLITZ -> term.structure().homogeneous();
            case UNSTRUCTURED -> !term.structure().homogeneous();
            default -> false;
        };
    }

    /**
     * Refuses fixed effects that hold the mean of every subject, be it that of one subject alone, where a structure takes in what is the same in all
     * covariances of a subject's rows: that part of them then has nothing to be seen in.
     *
     * @throws ModelException naming the structure
     */
    void checkFixed() {
        int p = rows.p1 - 1;
        if (takesConstants()
                && isOneStratumEach()
                && p >= rows.subjects()
                && withinRank(rows.centred(), p) == p - rows.subjects()) {
            throw new ModelException("The fixed effects have a mean for "
                    + (rows.subjects() == 1
                            ? "the only " + term.subjectName()
                            : "each " + term.subjectName() + " of its own")
                    + ", so that nothing tells how alike all its rows are, which " + term
                    + " has a correlation for: choose ar1, or leave the residuals independent.");
        }
    }

    /** Where a subject lies in several strata, their standard deviations make its covariances differ. */
    private boolean isOneStratumEach() {
        return IntStream.range(0, rows.subjects())
                .allMatch(s -> IntStream.range(rows.start[s], rows.start[s + 1])
                        .allMatch(r -> rows.stratum[r] == rows.stratum[rows.start[s]]));
    }

    /** Returns the rank of the columns of X less their means in each subject, which are as long as the rest. */
    private static int withinRank(SubjectRows centred, int p) {
        double[][] basis = new double[p][];
        int rank = 0;
        for (int j = 0; j < p; j++) {
            double[] column = new double[centred.count];
            double whole = 0;
            for (int r = 0; r < centred.xy.length / centred.p1; r++) {
                double value = centred.xy[r * centred.p1 + j];
                whole += value * value;
                if (r < centred.count) {
                    column[r] = value;
                }
            }
            for (int k = 0; k < rank; k++) {
                double along = SmallMatrices.dot(basis[k], column);
                for (int r = 0; r < column.length; r++) {
                    column[r] -= along * basis[k][r];
                }
            }
            double length = Math.sqrt(SmallMatrices.dot(column, column));
            if (length > NONE * Math.sqrt(whole)) {
                basis[rank++] = Arrays.stream(column).map(v -> v / length).toArray();
            }
        }
        return rank;
    }

    private static boolean hasFreeIntercept(RandomBlock block) {
        boolean free = block.columns().size() == 1
                || block.structure().isUnstructured()
                || (block.structure().kind() == CovarianceKind.DIAGONAL
                        && !block.structure().homogeneous());
        return free && block.columns().stream().anyMatch(RandomColumn::isIntercept);
    }

    /**
     * Refuses strata that go with the occasions: their standard deviations multiply, and are told apart only where rows link them all.
     *
     * @param occasion per row
     * @throws ModelException naming both columns
     */
    void checkStrata(int[] occasion, int occasions, String position, int strata, String stratum) {
        if (strata < 2) {
            return;
        }
        int[] part = IntStream.range(0, occasions + strata).toArray();
        for (int r = 0; r < rows.count; r++) {
            int one = part[occasion[r]];
            int other = part[occasions + rows.stratum[r]];
            for (int k = 0; k < part.length && one != other; k++) {
                part[k] = part[k] == one ? other : part[k];
            }
        }
        if (IntStream.of(part).distinct().count() > 1) {
            throw new ModelException("The rows do not tell the residual variances of " + stratum + " and of " + position
                    + " in " + term + " apart, since " + stratum + " goes with " + position
                    + ": leave one of the two out.");
        }
    }
}

package org.multilevel.fit.structure;

import java.util.stream.IntStream;
import org.multilevel.design.Design;
import org.multilevel.design.RandomBlock;
import org.multilevel.design.RandomColumn;
import org.multilevel.design.RandomFactor;
import org.multilevel.error.Labels;
import org.multilevel.error.ModelException;
import org.multilevel.formula.CovarianceKind;
import org.multilevel.formula.ResidualTerm;

/** Refuses a residual structure that says what another part of the model says already, so that no rows could tell the two apart. */
final class Redundancy {
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
        boolean takesConstants = switch (term.structure().kind()) {
            case COMPOUND_SYMMETRY, TOEPLITZ -> term.structure().homogeneous();
            case UNSTRUCTURED -> !term.structure().homogeneous();
            default -> false;
        };
        if (!takesConstants) {
            return;
        }
        for (int f = 0; f < rows.widths.length; f++) {
            RandomFactor factor = design.factors().get(f);
            boolean same = IntStream.of(rows.level[f]).distinct().count() == rows.subjects();
            if (same && factor.blocks().stream().anyMatch(Redundancy::hasFreeIntercept)) {
                throw new ModelException("The random intercept over " + factor.name() + " and the residuals " + term
                        + " both say how alike all rows of " + Labels.oneOf(term.subjectName())
                        + " are, and nothing tells them apart: leave one of the two out.");
            }
        }
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

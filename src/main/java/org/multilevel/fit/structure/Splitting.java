package org.multilevel.fit.structure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.multilevel.design.Design;
import org.multilevel.design.RandomFactor;
import org.multilevel.error.ModelException;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.SplitFactors;
import org.multilevel.fit.products.TiedLevels;

/**
 * Takes factors that change within subjects apart: residuals of one subject tie the effects of all its levels, so that Z'R^-1Z has no blocks by level. Levels
 * that share subjects, directly or through others, become one of each of the parts that the solver sees as factors; of nested factors there are as
 * many parts as a subject has levels, of crossed ones as there are levels.
 */
final class Splitting {
    /** The most parts: what they have with each other is kept by pairs of them. */
    private static final int MOST = 1_000;

    private Splitting() {}

    /** Returns factors by subjects whose residuals go together; where strata alone are named they do not. */
    static SplitFactors of(SubjectRows rows, CrossProducts products, ResidualLabels labels) {
        List<TiedLevels> tied = new ArrayList<>();
        for (int f = 0; f < rows.widths.length; f++) {
            TiedLevels.Ties ties = new TiedLevels.Ties(products.levels[f]);
            for (int s = 0; s < rows.subjects() && labels.term().isPresent(); s++) {
                for (int r = rows.start[s] + 1; r < rows.start[s + 1]; r++) {
                    ties.tie(rows.level[f][r - 1], rows.level[f][r]);
                }
            }
            tied.add(ties.tied());
        }
        return SplitFactors.of(tied);
    }

    /** Returns factors that stay whole. */
    static SplitFactors none(CrossProducts products) {
        return SplitFactors.of(IntStream.of(products.levels)
                .mapToObj(levels -> new TiedLevels.Ties(levels).tied())
                .toList());
    }

    /**
     * Refuses what would take too much room.
     *
     * @throws ModelException naming the factor
     */
    static void check(SplitFactors split, Design design, ResidualLabels labels) {
        for (int f = 0; f < split.factors(); f++) {
            int parts = split.first(f + 1) - split.first(f);
            if (parts > MOST) {
                RandomFactor factor = design.factors().get(f);
                throw new ModelException(String.format(
                        Locale.ROOT,
                        "%s changes within %s: residuals that go together within %s tie the effects of %,d levels of %s to each other, and"
                                + " at most %,d are solved for together; take %s out of the random terms, or choose the residuals' subject"
                                + " within it.",
                        factor.name(),
                        labels.subject(),
                        labels.subject(),
                        parts,
                        factor.name(),
                        MOST,
                        factor.name()));
            }
        }
    }

    /**
     * Returns cross-products of the pattern that the solver sees; zeros where factors are split.
     *
     * @param rows not centred
     * @param products of the rows by themselves
     */
    static CrossProducts pattern(SplitFactors split, Pieces pieces, SubjectRows rows, CrossProducts products) {
        if (!split.isSplit()) {
            return products;
        }
        CrossProducts pattern = split.zeros(products);
        PieceRow row = new PieceRow(pieces, rows, split, pattern);
        for (int piece = 0; piece < pieces.size(); piece++) {
            row.load(piece);
        }
        return pattern;
    }
}

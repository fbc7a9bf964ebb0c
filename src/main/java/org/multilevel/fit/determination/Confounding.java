package org.multilevel.fit.determination;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.multilevel.design.Design;
import org.multilevel.design.RandomBlock;
import org.multilevel.design.RandomColumn;
import org.multilevel.design.RandomFactor;
import org.multilevel.error.ModelException;
import org.multilevel.fit.covariance.Term;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.structure.StructuredUncertainty.Valley;
import org.multilevel.fit.structure.Structures;

/** Names the covariances of a model of which more of one and less of another give the same likelihood. */
public final class Confounding {
    /** A part of the largest move below which a parameter does not take part. */
    private static final double PART = 0.05;
    /** Columns of a term that are named. */
    private static final int NAMED = 3;

    private final Design design;
    private final ThetaLayout layout;
    private final Structures structures;

    public Confounding(Design design, ThetaLayout layout, Structures structures) {
        this.design = design;
        this.layout = layout;
        this.structures = structures;
    }

    public ModelException refusal(Valley valley) {
        double[] moves = valley.moves();
        double least = PART * SmallMatrices.largest(moves);
        List<String> named = new ArrayList<>();
        for (Term term : layout.terms()) {
            boolean moved = false;
            for (int k = 0; k < moves.length; k++) {
                boolean own = k < layout.size()
                        ? k >= term.place().at()
                                && k < term.place().at() + term.covariance().size()
                        : structures.term(k - layout.size()) == term.number();
                moved |= own && Math.abs(moves[k]) > least;
            }
            if (moved) {
                named.add(text(term));
            }
        }
        boolean ofResiduals = false;
        for (int k = layout.size(); k < moves.length; k++) {
            ofResiduals |= structures.term(k - layout.size()) < 0 && Math.abs(moves[k]) > least;
        }
        if (ofResiduals) {
            named.add("the residuals");
        } else if (Math.abs(valley.residual())
                > least / Math.sqrt((double) design.rows().used())) {
            named.add("the residual variance");
        }
        return new ModelException(
                named.size() < 2
                        ? "The rows do not tell the variances and correlations of " + String.join("", named)
                                + ", since others give the same likelihood: choose a structure with fewer of them, such as ar1, or"
                                + " leave a column out."
                        : "The rows do not tell the variances and correlations of " + joined(named)
                                + " apart: more of one and less of the other give the same likelihood. Leave one of them out, or choose"
                                + " a structure with fewer parameters.");
    }

    /** Returns the refusal of a residual variance of zero, beside which nothing else has a standard error. */
    public ModelException noResidual() {
        List<String> terms = layout.terms().stream().map(this::text).toList();
        return new ModelException("The residual variance is estimated as zero: the effects of "
                + (terms.size() > 1 ? joined(terms) : terms.get(0))
                + ", as many as there are rows, take up all that these differ by, so no standard errors follow. Leave the term out and let"
                + " the residuals have its structure, or use more rows in each group.");
    }

    private static String joined(List<String> names) {
        int last = names.size() - 1;
        return String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }

    private String text(Term term) {
        RandomFactor factor = design.factors().get(term.factor());
        int from = 0;
        for (RandomBlock block : factor.blocks()) {
            if (from == term.from()) {
                String columns = block.columns().stream()
                        .limit(NAMED)
                        .map(RandomColumn::name)
                        .collect(Collectors.joining(", "));
                String more = block.columns().size() > NAMED ? ", ..." : "";
                return block.structure().around(columns + more + " | " + factor.name());
            }
            from += block.columns().size();
        }
        return factor.name();
    }
}

package org.multilevel.model;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.multilevel.design.Design;
import org.multilevel.design.scan.RowCounts;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.answers.Approximation;
import org.multilevel.fit.effects.JointEffects;
import org.multilevel.fit.effects.LeftOut;
import org.multilevel.fit.facts.RowFacts;
import org.multilevel.fit.information.Information;
import org.multilevel.fit.optimum.Evaluation;
import org.multilevel.fit.optimum.Verdict;
import org.multilevel.fit.structure.FittedStructures;
import org.multilevel.glm.Generalised;

/**
 * Everything that a model consists of, whether it comes from a fit or from a file.
 *
 * @param formula as the user wrote it
 * @param design columns of X and terms of Z for any table
 * @param kept positions of the estimated coefficients in the design's fixed columns
 * @param leftOut how the other columns depend on them; fewer than there are where a file did not keep it
 * @param factors in the order of the design
 * @param joint how the effects of several factors vary together; empty where a file did not keep it, or there is nothing to keep
 * @param facts how the columns vary over the rows; empty where a file did not keep it
 * @param information what degrees of freedom are found from; absent in files of format version 1
 * @param generalised what a generalised model has beside a linear one; empty for a linear model
 * @param structures what covariance structures have beside the variances and covariances of the factors; empty where there is none
 * @param approximation how far estimates may be from exact ones; empty where they are exact
 * @param notes what the fit found in the data; how they were read says the provenance
 */
record ModelParts(
        String formula,
        EstimationMethod method,
        Design design,
        List<Integer> kept,
        List<LeftOut> leftOut,
        FixedEffects fixed,
        List<GroupingFactor> factors,
        Optional<JointEffects> joint,
        Optional<RowFacts> facts,
        double sigma,
        double criterion,
        double deviance,
        RowCounts rows,
        Verdict verdict,
        List<Evaluation> log,
        Optional<Information> information,
        Optional<Generalised> generalised,
        Optional<FittedStructures> structures,
        Optional<Approximation> approximation,
        List<String> notes,
        double seconds,
        Provenance provenance) {

    /** Copies the lists. */
    ModelParts {
        kept = List.copyOf(kept);
        leftOut = List.copyOf(leftOut);
        factors = List.copyOf(factors);
        log = List.copyOf(log);
        notes = List.copyOf(notes);
    }

    /** Returns these parts with another provenance. */
    ModelParts withProvenance(Provenance other) {
        return with(design, factors, joint, generalised, other);
    }

    /** Returns these parts with something else of a generalised model. */
    ModelParts withGeneralised(Generalised other) {
        return with(design, factors, joint, Optional.of(other), provenance);
    }

    /** Returns these parts with the groups of other rows. */
    ModelParts withGroups(Design columns, List<GroupingFactor> groups, Optional<JointEffects> jointly) {
        return with(columns, groups, jointly, generalised, provenance);
    }

    private ModelParts with(
            Design otherDesign,
            List<GroupingFactor> otherFactors,
            Optional<JointEffects> otherJoint,
            Optional<Generalised> otherGeneralised,
            Provenance otherProvenance) {
        return new ModelParts(
                formula,
                method,
                otherDesign,
                kept,
                leftOut,
                fixed,
                otherFactors,
                otherJoint,
                facts,
                sigma,
                criterion,
                deviance,
                rows,
                verdict,
                log,
                information,
                otherGeneralised,
                structures,
                approximation,
                notes,
                seconds,
                otherProvenance);
    }

    /** Returns the order in which users see the factors, as positions: those with more levels first, ties as in the design. */
    List<Integer> factorOrder() {
        return IntStream.range(0, factors.size())
                .boxed()
                .sorted(Comparator.comparingLong((Integer f) -> factors.get(f).fittedLevels())
                        .reversed())
                .toList();
    }
}

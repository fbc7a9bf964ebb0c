package org.multilevel.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.multilevel.design.RandomBlock;
import org.multilevel.fit.answers.Approximation;
import org.multilevel.fit.structure.FittedStructures;
import org.multilevel.fit.structure.StructureEstimate;
import org.multilevel.model.VarianceComponent.Kind;

/** Lists variances and covariances in the order of lme4's {@code as.data.frame(VarCorr(model))}. */
final class VarianceComponents {
    private VarianceComponents() {}

    /**
     * Lists them.
     *
     * @param residual whether there is a residual variance
     * @param approximation of the factors in this order
     */
    static List<VarianceComponent> of(
            List<GroupingFactor> factors,
            double sigma,
            boolean residual,
            Optional<FittedStructures> structures,
            Optional<Approximation> approximation) {
        List<VarianceComponent> components = of(factors, sigma, residual, structures);
        return approximation
                .map(found -> uncertain(components, errors(factors, found)))
                .orElse(components);
    }

    private static List<VarianceComponent> uncertain(List<VarianceComponent> components, List<Double> errors) {
        List<VarianceComponent> uncertain = new ArrayList<>();
        for (int i = 0; i < components.size(); i++) {
            uncertain.add(components.get(i).withMonteCarloError(errors.get(i)));
        }
        return uncertain;
    }

    /** Returns the Monte Carlo errors in the order of the components, which of an approximate fit are variances and covariances only. */
    private static List<Double> errors(List<GroupingFactor> factors, Approximation found) {
        List<Double> errors = new ArrayList<>();
        for (int f = 0; f < factors.size(); f++) {
            int start = 0;
            for (RandomBlock block : factors.get(f).blocks()) {
                int end = start + block.columns().size();
                for (int k = start; k < end; k++) {
                    errors.add(found.error(f, k, k));
                }
                for (int j = start; j < end; j++) {
                    for (int k = j + 1; k < end; k++) {
                        errors.add(found.error(f, j, k));
                    }
                }
                start = end;
            }
        }
        errors.add(found.residualError());
        return errors;
    }

    static List<VarianceComponent> of(
            List<GroupingFactor> factors, double sigma, boolean residual, Optional<FittedStructures> structures) {
        List<VarianceComponent> components = new ArrayList<>();
        List<VarianceComponent> correlations =
                structures.map(found -> correlations(found, factors)).orElse(List.of());
        for (GroupingFactor factor : factors) {
            int start = 0;
            for (int b = 0; b < factor.blocks().size(); b++) {
                int end = start + factor.blocks().get(b).columns().size();
                addBlock(factor, start, end, components);
                start = end;
            }
            correlations.stream()
                    .filter(each -> each.group().equals(factor.name()))
                    .forEach(components::add);
        }
        if (structures.isPresent()) {
            Set<String> listed = factors.stream().map(GroupingFactor::name).collect(Collectors.toSet());
            correlations.stream().filter(each -> !listed.contains(each.group())).forEach(components::add);
            addResiduals(structures.get(), components);
            return components;
        }
        if (residual) {
            components.add(new VarianceComponent("Residual", "", "", Kind.RESIDUAL, sigma * sigma, sigma, true));
        }
        return components;
    }

    static int correlationsOfTerms(List<GroupingFactor> factors) {
        return factors.stream()
                .flatMap(factor -> factor.blocks().stream())
                .mapToInt(
                        block -> block.structure().correlations(block.columns().size()))
                .sum();
    }

    private static List<VarianceComponent> correlations(FittedStructures structures, List<GroupingFactor> factors) {
        int ofTerms = correlationsOfTerms(factors);
        List<VarianceComponent> correlations = new ArrayList<>();
        for (int i = 0; i < structures.estimates().size(); i++) {
            StructureEstimate e = structures.estimates().get(i);
            if (e.kind() == StructureEstimate.Kind.CORRELATION) {
                correlations.add(new VarianceComponent(
                        e.group(),
                        e.first(),
                        e.second(),
                        Kind.CORRELATION,
                        e.value(),
                        e.value(),
                        true,
                        i >= ofTerms,
                        Double.NaN));
            }
        }
        return correlations;
    }

    private static void addResiduals(FittedStructures structures, List<VarianceComponent> components) {
        structures.estimates().stream()
                .filter(e -> e.kind() == StructureEstimate.Kind.RESIDUAL)
                .map(e -> new VarianceComponent(
                        e.group(), e.first(), "", Kind.RESIDUAL, e.value() * e.value(), e.value(), true))
                .forEach(components::add);
    }

    private static void addBlock(GroupingFactor factor, int start, int end, List<VarianceComponent> components) {
        for (int k = start; k < end; k++) {
            components.add(new VarianceComponent(
                    factor.name(),
                    factor.column(k),
                    "",
                    Kind.VARIANCE,
                    factor.variance(k),
                    factor.standardDeviation(k),
                    factor.isIdentified(k, k)));
        }
        for (int j = start; j < end; j++) {
            for (int k = j + 1; k < end; k++) {
                components.add(new VarianceComponent(
                        factor.name(),
                        factor.column(j),
                        factor.column(k),
                        Kind.COVARIANCE,
                        factor.covariance(j, k),
                        factor.correlation(j, k),
                        factor.isIdentified(j, k)));
            }
        }
    }
}

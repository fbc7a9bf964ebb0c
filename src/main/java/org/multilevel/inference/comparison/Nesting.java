package org.multilevel.inference.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.multilevel.design.RandomBlock;
import org.multilevel.design.RandomColumn;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.MixedModel;
import org.multilevel.model.Provenance;

/**
 * Tells what one model has and another lacks, by the names of coefficients and group effects.
 *
 * <p>A model that another lacks nothing of is a special case of it. The reverse need not hold: different names may span the same space.
 */
final class Nesting {
    private Nesting() {}

    /** Returns what the model has that the other cannot express, in words; empty if it is a special case of the other. */
    static List<String> lacking(MixedModel model, MixedModel other) {
        Set<String> fixed = Stream.concat(
                        other.fixedEffects().names().stream(), other.fixedEffects().dropped().stream())
                .map(Nesting::canonical)
                .collect(Collectors.toSet());
        List<String> lacking = new ArrayList<>(model.fixedEffects().names().stream()
                .filter(name -> !fixed.contains(canonical(name)))
                .toList());
        lacking.addAll(variances(model, other));
        for (GroupingFactor factor : model.groupingFactors()) {
            counterpart(factor, other).ifPresent(same -> {
                lacking.addAll(correlations(factor, same));
                lacking.addAll(structures(factor, same));
            });
        }
        lacking.addAll(residuals(model.provenance(), other.provenance()));
        return lacking;
    }

    /** Returns the structures of covariances that the factor has and the other, which has the columns, cannot express. */
    private static List<String> structures(GroupingFactor factor, GroupingFactor other) {
        List<String> structures = new ArrayList<>();
        for (RandomBlock block : factor.blocks()) {
            Set<String> columns = names(block);
            other.blocks().stream()
                    .filter(larger -> names(larger).containsAll(columns))
                    .filter(larger -> !isSpecialCase(block, larger))
                    .forEach(larger -> structures.add("the covariance "
                            + block.structure().around(String.join(", ", columns) + " | " + factor.name())));
        }
        return structures;
    }

    /** Whether a block is the larger one with some of its columns left out, which is what a variance of zero does. */
    private static boolean isSpecialCase(RandomBlock block, RandomBlock larger) {
        int columns = block.columns().size();
        if (columns < larger.columns().size() && larger.structure().homogeneous()) {
            return false;
        }
        return columns == 1 || block.structure().isSpecialCaseOf(larger.structure());
    }

    private static Set<String> names(RandomBlock block) {
        return block.columns().stream()
                .map(RandomColumn::name)
                .map(Nesting::canonical)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static List<String> residuals(Provenance model, Provenance other) {
        List<String> lacking = new ArrayList<>();
        model.residual()
                .filter(term -> other.residual().filter(term::isSpecialCaseOf).isEmpty())
                .ifPresent(term -> lacking.add("residuals " + term));
        model.strata()
                .filter(column -> !other.strata().equals(Optional.of(column)))
                .ifPresent(column -> lacking.add("a residual variance for each " + column));
        return lacking;
    }

    /** Returns the variances that the model has and the other lacks, as {@code x over g}. */
    static List<String> variances(MixedModel model, MixedModel other) {
        List<String> variances = new ArrayList<>();
        for (GroupingFactor factor : model.groupingFactors()) {
            Set<String> columns = counterpart(factor, other).stream()
                    .flatMap(same -> same.columns().stream())
                    .map(Nesting::canonical)
                    .collect(Collectors.toSet());
            factor.columns().stream()
                    .filter(column -> !columns.contains(canonical(column)))
                    .forEach(column -> variances.add(column + " over " + factor.name()));
        }
        return variances;
    }

    /** Returns the correlations that the factor has and the other, which has both columns, takes as zero. */
    private static List<String> correlations(GroupingFactor factor, GroupingFactor other) {
        List<String> correlations = new ArrayList<>();
        for (int k = 0; k < factor.width(); k++) {
            for (int j = 0; j < k; j++) {
                Optional<RandomBlock> first = block(factor.column(j), other);
                Optional<RandomBlock> second = block(factor.column(k), other);
                if (factor.sameBlock(j, k) && first.isPresent() && second.isPresent() && !first.equals(second)) {
                    correlations.add("the correlation of " + factor.column(j) + " and " + factor.column(k) + " over "
                            + factor.name());
                }
            }
        }
        return correlations;
    }

    private static Optional<RandomBlock> block(String column, GroupingFactor factor) {
        return factor.blocks().stream()
                .filter(block -> block.columns().stream()
                        .map(RandomColumn::name)
                        .anyMatch(name -> canonical(name).equals(canonical(column))))
                .findFirst();
    }

    private static Optional<GroupingFactor> counterpart(GroupingFactor factor, MixedModel model) {
        return model.groupingFactors().stream()
                .filter(other -> canonical(other.name()).equals(canonical(factor.name())))
                .findFirst();
    }

    /** Returns the name with the parts of an interaction or nesting in one order: {@code a:b} and {@code b:a} are the same. */
    static String canonical(String name) {
        return Arrays.stream(name.split(":", -1)).sorted().collect(Collectors.joining(":"));
    }
}

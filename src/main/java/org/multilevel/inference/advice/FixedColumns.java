package org.multilevel.inference.advice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.multilevel.data.Column;
import org.multilevel.design.FixedTerm;
import org.multilevel.model.MixedModel;

/** Knows from which variables of the table each estimated column of X is made. */
final class FixedColumns {
    private final MixedModel model;
    private final List<FixedTerm> terms;
    private final List<Set<String>> sources;

    private FixedColumns(MixedModel model, List<FixedTerm> terms, List<Set<String>> sources) {
        this.model = model;
        this.terms = terms;
        this.sources = sources;
    }

    static FixedColumns of(MixedModel model) {
        List<String> table =
                model.provenance().columns().stream().map(Column::name).toList();
        List<FixedTerm> terms = Arrays.stream(model.dependence().kept())
                .mapToObj(column -> model.fixedTerms().stream()
                        .filter(term -> column >= term.first() && column < term.first() + term.width())
                        .findFirst()
                        .orElse(new FixedTerm("", column, List.of())))
                .toList();
        List<Set<String>> sources = new ArrayList<>();
        for (FixedTerm term : terms) {
            Set<String> read = new HashSet<>();
            term.variables()
                    .forEach(variable -> table.stream()
                            .filter(name -> reads(variable.name(), name))
                            .forEach(read::add));
            sources.add(read);
        }
        return new FixedColumns(model, terms, sources);
    }

    private static boolean reads(String variable, String column) {
        return variable.equals(column)
                || Pattern.compile("(?<![\\w.])" + Pattern.quote(column) + "(?![\\w.])")
                        .matcher(variable)
                        .find();
    }

    int size() {
        return terms.size();
    }

    String name(int column) {
        return model.fixedEffects().name(column);
    }

    /** Returns the columns that are made of other variables than one, and not the intercept. */
    List<Integer> apartFrom(int column) {
        return IntStream.range(0, size())
                .filter(other -> !sources.get(other).isEmpty()
                        && sources.get(other).stream().noneMatch(sources.get(column)::contains))
                .boxed()
                .toList();
    }

    /** Returns whether a column is made of variables of the table. */
    boolean isVarying(int column) {
        return !sources.get(column).isEmpty();
    }

    /** Returns whether a column is a number of the table, or computed from one, and no category, curve or interaction. */
    boolean isQuantity(int column) {
        List<FixedTerm.Coding> variables = terms.get(column).variables();
        return variables.size() == 1
                && !variables.get(0).factor()
                && variables.get(0).width() == 1;
    }

    /** Returns whether all that a column is made of are categories. */
    boolean isCategory(int column) {
        return terms.get(column).variables().stream().allMatch(FixedTerm.Coding::factor);
    }
}

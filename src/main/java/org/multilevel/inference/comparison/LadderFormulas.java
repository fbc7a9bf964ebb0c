package org.multilevel.inference.comparison;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.multilevel.formula.Expression;
import org.multilevel.formula.ModelTerms;
import org.multilevel.formula.RandomTerm;
import org.multilevel.formula.Structure;
import org.multilevel.formula.Term;

/** Writes the formulas of the steps that lead to a model: null, random intercepts, fixed effects, random slopes one by one. */
final class LadderFormulas {
    private final ModelTerms terms;
    /** Whether the steps before the fixed effects have an intercept. */
    private final boolean mean;

    private final Map<String, String> steps = new LinkedHashMap<>();

    private LadderFormulas(ModelTerms terms, boolean mean) {
        this.terms = terms;
        this.mean = mean;
    }

    /**
     * Returns the formulas by the names of their steps, in order.
     *
     * @param mean whether an intercept is a special case of the fixed effects, so that the steps before them have one
     */
    static Map<String, String> of(ModelTerms terms, boolean mean) {
        return new LadderFormulas(terms, mean).steps();
    }

    private Map<String, String> steps() {
        List<String> random = new ArrayList<>();
        add("null", false, random);
        for (RandomTerm term : terms.random()) {
            if (term.intercept()) {
                random.add(written(true, List.of(), term));
                add("random intercept: " + term.groupName(), false, random);
            }
        }
        if (!terms.fixed().isEmpty()) {
            add("fixed effects", true, random);
        }
        int position = 0;
        for (RandomTerm term : terms.random()) {
            for (int k = 0; k < term.terms().size(); k++) {
                String grown = written(term.intercept(), term.terms().subList(0, k + 1), term);
                if (k > 0 || term.intercept()) {
                    random.set(position, grown);
                } else {
                    random.add(position, grown);
                }
                add("random slope: " + term.terms().get(k) + " over " + term.groupName(), true, random);
            }
            position++;
        }
        return steps;
    }

    private void add(String name, boolean fixed, List<String> random) {
        Stream<String> intercept = Stream.of((fixed ? terms.intercept() : mean) ? "1" : "0");
        Stream<String> predictors = fixed ? terms.fixed().stream().map(Term::toString) : Stream.of();
        Stream<String> offsets = terms.offsets().stream().map(offset -> "offset(" + offset + ")");
        steps.put(
                name,
                terms.response() + " ~ "
                        + Stream.of(intercept, predictors, offsets, random.stream())
                                .flatMap(parts -> parts)
                                .collect(Collectors.joining(" + ")));
    }

    private static String written(boolean intercept, List<Term> columns, RandomTerm term) {
        Structure structure = columns.isEmpty() ? Structure.UNSTRUCTURED : term.structure();
        return structure.around(
                Stream.concat(Stream.of(intercept ? "1" : "0"), columns.stream().map(Term::toString))
                                .collect(Collectors.joining(" + ", "", " | "))
                        + term.group().stream().map(Expression.Column::toString).collect(Collectors.joining(":")));
    }
}

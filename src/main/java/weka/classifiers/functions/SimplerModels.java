package weka.classifiers.functions;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.multilevel.formula.Formula;
import org.multilevel.formula.ModelTerms;
import org.multilevel.formula.RandomTerm;
import weka.classifiers.functions.MixedModelPlan.Attempt;

/**
 * What is fitted in place of a model that the data do not bear: as much of its random part as they do, and in the end its fixed part
 * alone.
 */
final class SimplerModels {
    private static final String INTERCEPTS = "a model with random intercepts only";

    private final ModelTerms terms;
    private final String ungrouped;
    private final Predicate<Formula> bearable;

    private SimplerModels(ModelTerms terms, String ungrouped, Predicate<Formula> bearable) {
        this.terms = terms;
        this.ungrouped = ungrouped;
        this.bearable = bearable;
    }

    /**
     * Returns the models in the order in which they are to be tried; the first that can be fitted is the answer.
     *
     * @param terms of the model that failed
     * @param ungrouped what such a model is without groups, as words after "is"
     * @param bearable whether a model can be set up on the data
     */
    static List<Attempt> of(ModelTerms terms, String ungrouped, Predicate<Formula> bearable) {
        return new SimplerModels(terms, ungrouped, bearable).attempts();
    }

    /** Returns a model without its random terms. */
    static Formula fixedPart(ModelTerms terms) {
        return new SimplerModels(terms, "", formula -> true).formula(List.of());
    }

    private List<Attempt> attempts() {
        // By formula, so that none is tried twice.
        Map<Formula, Attempt> attempts = new LinkedHashMap<>();
        List<RandomTerm> usable = terms.random().stream()
                .flatMap(term -> usable(term).stream())
                .distinct()
                .toList();
        if (!usable.equals(terms.random())) {
            add(attempts, usable, description(usable));
        }
        List<RandomTerm> intercepts =
                usable.stream().map(SimplerModels::interceptOf).distinct().toList();
        add(attempts, intercepts, INTERCEPTS);
        if (intercepts.size() > 1) {
            intercepts.forEach(term ->
                    add(attempts, List.of(term), "a model with random intercepts by " + term.groupName() + " only"));
        }
        if (!terms.random().isEmpty()) {
            Formula fixed = formula(List.of());
            attempts.put(fixed, new Attempt(fixed, ungrouped + ", without groups"));
        }
        return List.copyOf(attempts.values());
    }

    private void add(Map<Formula, Attempt> attempts, List<RandomTerm> random, String description) {
        if (!random.isEmpty() && !random.equals(terms.random())) {
            Formula formula = formula(random);
            attempts.putIfAbsent(formula, new Attempt(formula, description));
        }
    }

    /** Returns a term, or at least its intercept, if the data bear the model with it alone. */
    private Optional<RandomTerm> usable(RandomTerm term) {
        return Stream.of(term, interceptOf(term))
                .distinct()
                .filter(choice -> bearable.test(formula(List.of(choice))))
                .findFirst();
    }

    private static RandomTerm interceptOf(RandomTerm term) {
        return new RandomTerm(true, List.of(), term.group());
    }

    /** Says what is other than was asked for. */
    private String description(List<RandomTerm> usable) {
        List<String> left = terms.random().stream()
                .filter(term -> usable.stream().noneMatch(kept -> kept.group().equals(term.group())))
                .map(SimplerModels::text)
                .toList();
        List<String> kept = usable.stream().map(SimplerModels::text).toList();
        if (left.isEmpty() && usable.stream().allMatch(term -> term.equals(interceptOf(term)))) {
            return INTERCEPTS;
        }
        return left.isEmpty()
                ? "the model with " + String.join(" + ", kept)
                : "the model without " + String.join(" and ", left) + ", which keeps " + String.join(" + ", kept);
    }

    private static String text(RandomTerm term) {
        String varying = Stream.concat(
                        Stream.of(term.intercept() ? "1" : "0"),
                        term.terms().stream().map(Object::toString))
                .collect(Collectors.joining(" + "));
        String group = term.group().stream().map(Object::toString).collect(Collectors.joining(":"));
        return "(" + varying + " | " + group + ")";
    }

    private Formula formula(List<RandomTerm> random) {
        List<String> parts = new ArrayList<>();
        if (!terms.intercept()) {
            parts.add("0");
        } else if (terms.fixed().isEmpty()) {
            parts.add("1");
        }
        terms.fixed().forEach(term -> parts.add(term.toString()));
        terms.offsets().forEach(offset -> parts.add("offset(" + offset + ")"));
        random.forEach(term -> parts.add(text(term)));
        return Formula.parse(terms.response() + " ~ " + String.join(" + ", parts));
    }
}

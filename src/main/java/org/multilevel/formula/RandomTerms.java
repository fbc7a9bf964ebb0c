package org.multilevel.formula;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.multilevel.error.FormulaException;
import org.multilevel.formula.Expression.Column;

/** Expands random terms as lme4 does, and finds what varies over the same group twice. */
final class RandomTerms {

    /**
     * Something that varies over a group.
     *
     * @param group the columns of the group, in no order
     * @param what a term, or nothing for the intercept
     */
    private record Effect(Set<Column> group, List<Term> what) {
        private String name() {
            return what.isEmpty() ? "The intercept" : Names.shown(what.get(0).toString());
        }
    }

    /**
     * A random term and what it stands for.
     *
     * @param written the term in the formula
     * @param expanded the terms after expansion
     */
    private record Source(Node.Random written, List<RandomTerm> expanded) {
        private Set<Effect> effects() {
            return expanded.stream()
                    .flatMap(term -> RandomTerms.effects(term).stream())
                    .collect(Collectors.toSet());
        }

        @Override
        public String toString() {
            return Names.shown(written.toString());
        }
    }

    private RandomTerms() {}

    /** Returns the terms in the order of lme4: by term as written, by double bar, then by nesting, the finest first. */
    static List<RandomTerm> expand(List<Node.Random> written) {
        List<List<RandomTerm>> expanded =
                written.stream().map(RandomTerms::expand).toList();
        Map<Effect, Integer> sources = new HashMap<>();
        for (int i = 0; i < written.size(); i++) {
            for (RandomTerm term : expanded.get(i)) {
                for (Effect effect : effects(term)) {
                    Integer earlier = sources.putIfAbsent(effect, i);
                    if (earlier != null) {
                        throw twice(
                                effect.name() + " varies by " + Names.shown(term.groupName()) + " twice",
                                new Source(written.get(earlier), expanded.get(earlier)),
                                new Source(written.get(i), expanded.get(i)));
                    }
                }
            }
        }
        return expanded.stream().flatMap(List::stream).toList();
    }

    private static List<RandomTerm> expand(Node.Random random) {
        TermAlgebra algebra = new TermAlgebra(List.of());
        List<Term> terms = algebra.terms(random.varying());
        boolean intercept = algebra.hasIntercept();
        if (terms.isEmpty() && !intercept) {
            throw new FormulaException(
                    "Nothing varies by group in " + Names.shown(random.toString())
                            + "; write (1 | group) for a random intercept, or remove the term.",
                    0);
        }
        List<RandomTerm> result = new ArrayList<>();
        List<List<Column>> groups = GroupParser.expand(random.group());
        if (random.correlated()) {
            groups.forEach(group -> result.add(new RandomTerm(intercept, terms, group, random.structure())));
            return result;
        }
        if (intercept) {
            groups.forEach(group -> result.add(new RandomTerm(true, List.of(), group)));
        }
        for (Term term : terms) {
            groups.forEach(group -> result.add(new RandomTerm(false, List.of(term), group)));
        }
        return result;
    }

    private static List<Effect> effects(RandomTerm random) {
        Set<Column> group = Set.copyOf(random.group());
        List<Effect> effects = new ArrayList<>();
        if (random.intercept()) {
            effects.add(new Effect(group, List.of()));
        }
        random.terms().forEach(term -> effects.add(new Effect(group, List.of(term))));
        return effects;
    }

    private static FormulaException twice(String fault, Source first, Source second) {
        if (first.written().equals(second.written())) {
            return new FormulaException("The random term " + first + " is written twice; remove one of the two.", 0);
        }
        return new FormulaException(
                fault + ", in " + first + " and in " + second + "; " + remedy(first, second) + ".", 0);
    }

    private static String remedy(Source first, Source second) {
        Set<Effect> ofFirst = first.effects();
        Set<Effect> ofSecond = second.effects();
        if (ofFirst.containsAll(ofSecond)) {
            return "remove " + second;
        }
        if (ofSecond.containsAll(ofFirst)) {
            return "remove " + first;
        }
        String rest = second.expanded().stream()
                .filter(term -> !ofFirst.containsAll(effects(term)))
                .map(term -> without(term, ofFirst))
                .collect(Collectors.joining(" + "));
        return "write " + Names.shown(rest) + " instead of " + second;
    }

    private static String without(RandomTerm random, Set<Effect> taken) {
        Set<Column> group = Set.copyOf(random.group());
        boolean intercept = random.intercept() && !taken.contains(new Effect(group, List.of()));
        Stream<String> terms = random.terms().stream()
                .filter(term -> !taken.contains(new Effect(group, List.of(term))))
                .map(Term::toString);
        return Stream.concat(Stream.of(intercept ? "1" : "0"), terms).collect(Collectors.joining(" + ", "(", " | "))
                + random.group().stream().map(Column::toString).collect(Collectors.joining(":", "", ")"));
    }
}

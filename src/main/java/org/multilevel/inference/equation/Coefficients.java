package org.multilevel.inference.equation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.multilevel.inference.equation.Atom.Variable;

/**
 * A coefficient of some level, which is itself a sum on the level above: of further coefficients times predictors of that level, and of
 * random effects.
 */
final class Coefficients {
    private final Map<List<Variable>, Coefficients> above = new LinkedHashMap<>();
    private final List<Integer> randoms = new ArrayList<>();
    private final List<Integer> path;
    private OptionalInt fixed = OptionalInt.empty();

    private Coefficients(List<Integer> path) {
        this.path = path;
    }

    /** Returns what stands for the response: its coefficients are those of level 1. */
    static Coefficients root() {
        return new Coefficients(List.of());
    }

    /** Returns the coefficient of a product of variables, made where it is new; the empty product counts as 0, others from 1. */
    Coefficients of(List<Variable> product) {
        Coefficients known = above.get(product);
        if (known != null) {
            return known;
        }
        List<Integer> longer = new ArrayList<>(path);
        longer.add(product.isEmpty() ? 0 : above.size() + (above.containsKey(List.<Variable>of()) ? 0 : 1));
        Coefficients made = new Coefficients(List.copyOf(longer));
        above.put(List.copyOf(product), made);
        return made;
    }

    /** Returns the coefficient that a path of products leads to. */
    Coefficients at(List<List<Variable>> products) {
        Coefficients reached = this;
        for (List<Variable> product : products) {
            reached = reached.of(product);
        }
        return reached;
    }

    /** Says which fixed effect this is. */
    void setFixed(int coefficient) {
        fixed = OptionalInt.of(coefficient);
    }

    /** Adds a random effect, by its number. */
    void addRandom(int effect) {
        randoms.add(effect);
    }

    OptionalInt fixed() {
        return fixed;
    }

    List<Integer> randoms() {
        return List.copyOf(randoms);
    }

    Map<List<Variable>, Coefficients> above() {
        return above;
    }

    /** Returns the numbers of its subscript, one for each level that it has come through. */
    List<Integer> path() {
        return path;
    }

    /** Returns numbers as a subscript: one after the other, with commas where one has two digits. */
    static String index(List<Integer> numbers) {
        String separator = numbers.stream().anyMatch(n -> n > 9) ? "," : "";
        return String.join(separator, numbers.stream().map(String::valueOf).toList());
    }
}

package org.multilevel.inference.equation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.multilevel.inference.equation.Atom.Symbol;
import org.multilevel.inference.equation.Atom.Value;
import org.multilevel.inference.equation.Atom.Variable;
import org.multilevel.inference.equation.Statement.Normal;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.MixedModel;

/** The random effects of a model as symbols, with what they multiply and how they are distributed. */
final class RandomTerms {
    private static final String LETTERS = "uvwabcdfgh";
    private static final String UNKNOWN = "?";

    private final MixedModel model;
    private final Placement placement;
    private final List<RandomTerm> terms = new ArrayList<>();

    /** One random effect: that of column {@code column} of a factor. */
    record RandomTerm(int factor, int column, String number, Symbol symbol, List<List<Variable>> products) {}

    /** Makes the effects and hangs them to the coefficients that they vary. */
    RandomTerms(MixedModel model, Placement placement, Predictors predictors, Coefficients root) {
        this.model = model;
        this.placement = placement;
        List<GroupingFactor> factors = model.groupingFactors();
        for (int f = 0; f < factors.size(); f++) {
            Set<String> taken = new HashSet<>();
            for (int k = 0; k < factors.get(f).width(); k++) {
                add(f, k, predictors.ofRandom(factors.get(f), k), root, taken);
            }
        }
    }

    private void add(int f, int k, List<List<Variable>> products, Coefficients root, Set<String> taken) {
        int below = placement.level(f) - 1;
        Coefficients varied = root.at(products.subList(0, below));
        List<Integer> numbers = new ArrayList<>(varied.path());
        boolean timesMore = products.subList(below, products.size()).stream().anyMatch(product -> !product.isEmpty());
        if (timesMore) {
            numbers.add(varied.randoms().size());
        }
        String number = Coefficients.index(numbers);
        while (!taken.add(number)) {
            number += "'";
        }
        varied.addRandom(terms.size());
        Symbol symbol = new Symbol(letter(f), joined(number, placement.index(f)));
        terms.add(new RandomTerm(f, k, number, symbol, products));
    }

    private static String letter(int factor) {
        return factor < LETTERS.length() ? LETTERS.substring(factor, factor + 1) : "u" + factor;
    }

    /** Returns a subscript of numbers and letters. */
    static String joined(String numbers, String letters) {
        return numbers.contains(",") && !letters.isEmpty() ? numbers + "," + letters : numbers + letters;
    }

    List<RandomTerm> terms() {
        return terms;
    }

    /** Returns the effects of a coefficient on a level as addends, each with what it multiplies from that level on. */
    List<Addend> addends(Coefficients coefficient, int level) {
        return coefficient.randoms().stream()
                .map(terms::get)
                .filter(term -> placement.level(term.factor()) == level)
                .map(term -> addend(term, level - 1))
                .toList();
    }

    /** Returns an effect times its variables from a level on, of which the first is 0. */
    static Addend addend(RandomTerm term, int from) {
        List<Atom> factors = new ArrayList<>(List.of(term.symbol()));
        term.products().subList(from, term.products().size()).forEach(factors::addAll);
        return new Addend(false, factors);
    }

    /** Returns how the effects of the factors on a level are distributed, term by term. */
    List<Statement> distributions(int level, Numbers numbers) {
        List<Statement> statements = new ArrayList<>();
        int first = 0;
        for (int f = 0; f < model.groupingFactors().size(); f++) {
            for (var block : model.groupingFactors().get(f).blocks()) {
                int width = block.columns().size();
                if (placement.level(f) == level) {
                    statements.add(normal(terms.subList(first, first + width), numbers));
                }
                first += width;
            }
        }
        return statements;
    }

    private Normal normal(List<RandomTerm> effects, Numbers numbers) {
        List<List<Atom>> covariance = new ArrayList<>();
        for (RandomTerm row : effects) {
            List<Atom> cells = new ArrayList<>();
            for (RandomTerm column : effects) {
                cells.add(numbers.areShown() ? estimate(row, column, numbers) : symbol(row, column));
            }
            covariance.add(cells);
        }
        return new Normal(effects.stream().map(RandomTerm::symbol).toList(), covariance);
    }

    private Atom estimate(RandomTerm row, RandomTerm column, Numbers numbers) {
        GroupingFactor factor = model.groupingFactors().get(row.factor());
        return factor.isIdentified(row.column(), column.column())
                ? numbers.value(factor.covariance(row.column(), column.column()))
                : new Value(UNKNOWN);
    }

    /** Covariances are symmetric, so that both halves have the name of the lower one. */
    private Symbol symbol(RandomTerm row, RandomTerm column) {
        RandomTerm low = row.column() > column.column() ? row : column;
        RandomTerm high = row.column() > column.column() ? column : row;
        boolean isLong = low.number().length() > 1 || high.number().length() > 1;
        String pair = low.number() + (isLong ? ";" : "") + high.number();
        String prefix = model.groupingFactors().size() > 1 ? low.symbol().letter() : "";
        return new Symbol("tau", prefix + pair);
    }
}

package org.multilevel.inference.equation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.multilevel.formula.Expression;
import org.multilevel.formula.Formula;
import org.multilevel.inference.equation.Atom.Quotient;
import org.multilevel.inference.equation.Atom.Square;
import org.multilevel.inference.equation.Atom.Symbol;
import org.multilevel.inference.equation.Atom.Variable;
import org.multilevel.inference.equation.Statement.Equality;
import org.multilevel.inference.equation.Statement.Normal;
import org.multilevel.inference.equation.Statement.Section;
import org.multilevel.model.FixedEffects;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.MixedModel;

/**
 * What a model says, as the equations of a textbook: in one line, or level by level.
 *
 * <p>The row is i, the groups of the factors j, k, ... from the lowest level up. Coefficients of the highest level are gamma, those below
 * beta, then pi; their subscript has a number for each level. Source: Raudenbush and Bryk (2002), Hierarchical Linear Models, chapters 2, 8
 * and 12.
 */
public final class ModelEquation {
    private static final int MOST_DIGITS = 15;
    /** From the highest level down. */
    private static final List<String> COEFFICIENTS =
            List.of("gamma", "beta", "pi", "lambda", "kappa", "delta", "eta", "zeta");

    private final MixedModel model;
    private final Numbers numbers;
    private final Placement placement;
    private final Predictors predictors;
    private final Coefficients root = Coefficients.root();
    private final RandomTerms random;

    private ModelEquation(MixedModel model, Numbers numbers) {
        this.model = model;
        this.numbers = numbers;
        this.placement = Placement.of(model);
        this.predictors = new Predictors(model, placement);
        for (int i = 0; i < model.fixedEffects().size(); i++) {
            root.at(predictors.ofFixed(i)).setFixed(i);
        }
        this.random = new RandomTerms(model, placement, predictors, root);
    }

    /** Returns why a model has no equation here, in a sentence; nothing if it has one. */
    public static Optional<String> absence(MixedModel model) {
        return model.hasResidualStructure()
                ? Optional.of(
                        "Equations are of models whose residuals are independent with one variance, and this one has "
                                + model.structureWords() + ".")
                : Optional.empty();
    }

    /** Returns the equation of a model in symbols. */
    public static ModelEquation of(MixedModel model) {
        model.requireIndependentResiduals("The equation");
        return new ModelEquation(model, new Numbers(0));
    }

    /**
     * Returns the equation with estimates in place of parameters.
     *
     * @param digits significant digits
     * @throws IllegalArgumentException unless they are between 1 and 15
     */
    public ModelEquation withEstimates(int digits) {
        if (digits < 1 || digits > MOST_DIGITS) {
            throw new IllegalArgumentException("The number of digits is " + digits + " but must lie between 1 and 15.");
        }
        return new ModelEquation(model, new Numbers(digits));
    }

    /** Returns the number of levels, 1 for a model without random terms. */
    public int levels() {
        return placement.count();
    }

    /** Returns the whole model in one equation, with the distributions of what is random in it. */
    public String combined(Format format) {
        return format.notation().section(combined());
    }

    /** Returns an equation for the rows and, for each level above, one for each coefficient that the level below has. */
    public String byLevel(Format format) {
        Notation notation = format.notation();
        return sections().stream().map(notation::section).collect(Collectors.joining());
    }

    /** Returns both, then both with the estimates, and what there is to say about them. */
    public String all(Format format, int digits) {
        Notation notation = format.notation();
        return both(format)
                + withEstimates(digits).both(format)
                + notes().stream().map(notation::note).collect(Collectors.joining());
    }

    private String both(Format format) {
        return combined(format) + (levels() > 1 ? byLevel(format) : "");
    }

    /** Returns the whole model in one equation, and behind it level by level, as elements of MathML. */
    public List<MathSection> elements() {
        List<MathSection> all = new ArrayList<>(List.of(HtmlNotation.elements(combined())));
        if (levels() > 1) {
            sections().stream().map(HtmlNotation::elements).forEach(all::add);
        }
        return all;
    }

    /** Returns what a reader of the equation should know, each as a sentence. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        generalised().map(ResponsePart::notes).ifPresent(notes::addAll);
        List<String> dropped = model.fixedEffects().dropped();
        if (!dropped.isEmpty()) {
            notes.add("Left out, because they are linear combinations of other columns: " + String.join(", ", dropped)
                    + ".");
        }
        if (!model.isIdentified()) {
            notes.add("A question mark stands for a variance or covariance that the data do not determine.");
        }
        if (!Placement.isKnown(model)) {
            notes.add("The model's file does not tell on which level predictors vary, so all stand on level 1; fit the"
                    + " model again for their levels.");
        }
        return notes;
    }

    private Section combined() {
        List<Addend> addends = new ArrayList<>();
        FixedEffects fixed = model.fixedEffects();
        for (int i = 0; i < fixed.size(); i++) {
            List<List<Variable>> products = predictors.ofFixed(i);
            Coefficients coefficient = root.at(products);
            addends.add(addend(coefficient, products, placement.count()));
        }
        addends.addAll(offsets());
        random.terms().stream().map(term -> RandomTerms.addend(term, 0)).forEach(addends::add);
        addends.addAll(error());
        List<Statement> statements = new ArrayList<>(List.of(new Equality(response(), addends)));
        for (int level = placement.count(); level > 1; level--) {
            statements.addAll(random.distributions(level, numbers));
        }
        statements.add(residual());
        return new Section(numbers.areShown() ? "Model with the estimates" : "Model", statements);
    }

    private List<Section> sections() {
        List<Section> sections = new ArrayList<>();
        List<Addend> first = new ArrayList<>(addends(root, 1));
        first.addAll(offsets());
        first.addAll(error());
        sections.add(new Section("Level 1 (i: row)", List.of(new Equality(response(), first), residual())));
        List<Coefficients> below = List.copyOf(root.above().values());
        for (int level = 2; level <= placement.count(); level++) {
            List<Statement> statements = new ArrayList<>();
            for (Coefficients coefficient : below) {
                List<Addend> right = new ArrayList<>(addends(coefficient, level));
                right.addAll(random.addends(coefficient, level));
                if (!right.isEmpty()) {
                    statements.add(new Equality(symbol(coefficient, level - 1), right));
                }
            }
            statements.addAll(random.distributions(level, numbers));
            sections.add(new Section(title(level), statements));
            below = below.stream()
                    .flatMap(coefficient -> coefficient.above().values().stream())
                    .toList();
        }
        return sections;
    }

    private String title(int level) {
        List<GroupingFactor> factors = model.groupingFactors();
        return IntStream.range(0, factors.size())
                .filter(f -> placement.level(f) == level)
                .mapToObj(f -> placement.letter(f) + ": " + factors.get(f).name())
                .collect(Collectors.joining(", ", "Level " + level + " (", ")"));
    }

    /** Returns the coefficients of a level, each with the predictors that it multiplies. */
    private List<Addend> addends(Coefficients sum, int level) {
        return sum.above().entrySet().stream()
                .map(entry -> addend(entry.getValue(), List.of(entry.getKey()), level))
                .toList();
    }

    /** Returns a coefficient of a level times variables. */
    private Addend addend(Coefficients coefficient, List<List<Variable>> products, int level) {
        List<Atom> factors = new ArrayList<>();
        boolean minus = false;
        if (numbers.areShown() && coefficient.fixed().isPresent()) {
            double estimate = model.fixedEffects().estimate(coefficient.fixed().getAsInt());
            minus = estimate < 0;
            factors.add(numbers.value(Math.abs(estimate)));
        } else {
            factors.add(symbol(coefficient, level));
        }
        products.forEach(factors::addAll);
        return new Addend(minus, factors);
    }

    private Symbol symbol(Coefficients coefficient, int level) {
        int fromTop = placement.count() - level;
        String letter = placement.count() == 1 ? "beta" : COEFFICIENTS.get(Math.min(fromTop, COEFFICIENTS.size() - 1));
        String number = Coefficients.index(coefficient.path());
        return new Symbol(letter, RandomTerms.joined(number, placement.indexAbove(level)));
    }

    private Atom response() {
        return generalised()
                .map(ResponsePart::left)
                .orElseGet(() -> new Variable(model.response(), placement.rowIndex()));
    }

    private Optional<ResponsePart> generalised() {
        return model.generalised().map(of -> new ResponsePart(model, of, numbers, placement.rowIndex()));
    }

    /** What a generalised model leaves to chance is in its distribution. */
    private List<Addend> error() {
        return model.generalised().isPresent() ? List.of() : List.of(new Addend(false, List.of(epsilon())));
    }

    private Symbol epsilon() {
        return new Symbol("epsilon", placement.rowIndex());
    }

    private List<Addend> offsets() {
        return Formula.parse(model.formula()).expand(List.of()).offsets().stream()
                .map(offset -> offset instanceof Expression.Column column ? column.name() : offset.toString())
                .map(name -> new Addend(false, List.of(new Variable(name, placement.rowIndex()))))
                .toList();
    }

    private Statement residual() {
        return generalised().map(ResponsePart::distribution).orElseGet(this::normal);
    }

    private Statement normal() {
        Atom variance =
                numbers.areShown() ? numbers.value(model.sigma() * model.sigma()) : new Square(new Symbol("sigma", ""));
        Optional<String> weights = model.provenance().weights();
        Atom cell = weights.isPresent()
                ? new Quotient(variance, new Variable(weights.orElseThrow(), placement.rowIndex()))
                : variance;
        return new Normal(List.of(epsilon()), List.of(List.of(cell)));
    }
}

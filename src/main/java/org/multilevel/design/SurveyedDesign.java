package org.multilevel.design;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.multilevel.data.levels.GroupLevels;
import org.multilevel.data.levels.GroupSet;
import org.multilevel.data.levels.LevelIndex;
import org.multilevel.design.expression.ColumnRange;
import org.multilevel.design.expression.Expressions;
import org.multilevel.design.expression.LabelSources;
import org.multilevel.design.expression.LevelOrder;
import org.multilevel.design.expression.Moments;
import org.multilevel.design.expression.NumericVariable;
import org.multilevel.design.expression.VariableTypes;
import org.multilevel.design.expression.Variables;
import org.multilevel.design.matrix.Layout;
import org.multilevel.design.matrix.Product;
import org.multilevel.design.matrix.TermColumns;
import org.multilevel.design.scan.RowCounts;
import org.multilevel.error.Labels;
import org.multilevel.error.ModelException;
import org.multilevel.formula.CovarianceKind;
import org.multilevel.formula.Expression;

/** Makes a design from the survey of a whole table, and refuses a table on which the model cannot be set up. */
final class SurveyedDesign {
    /** More levels than these belong into a random effect; so many columns of X would also be slow. */
    private static final int MOST_LEVELS = 1000;

    /** How many standard deviations a variable may lie from zero: the square of them takes all but three of sixteen digits. */
    private static final double FAR = 3e6;

    private final Schema schema;
    private final BoundFormula bound;
    private final Findings found;
    private final Map<Product, Moments> moments = new HashMap<>();

    private SurveyedDesign(Schema schema) {
        this.schema = schema;
        this.bound = schema.bound();
        this.found = schema.found();
        for (Product product : bound.products()) {
            moments.put(product, found.columns().get(moments.size()));
        }
    }

    static DesignParts of(Schema schema) {
        return new SurveyedDesign(schema).parts();
    }

    private DesignParts parts() {
        RowCounts rows = usable(found.rows());
        checkIndicated();
        Variables variables = bound.variables();
        List<LevelIndex> levels = new ArrayList<>();
        for (int f = 0; f < found.levels().size(); f++) {
            levels.add(levels(variables.factors().get(f), found.levels().get(f).index()));
        }
        List<GroupLevels> groups = found.groups().stream().map(GroupSet::levels).toList();
        Layout layout = Layout.of(
                bound.terms(),
                variables,
                levels.stream().map(LevelIndex::labels).toList());
        List<RandomFactor> factors = factors(layout, groups);
        return new DesignParts(
                bound.formula(),
                bound.options(),
                bound.terms(),
                new VariableFacts(
                        bound.dotColumns(),
                        bound.categorical(),
                        labels(variables, levels),
                        schema.constants(),
                        combinations(layout, groups),
                        covariates()),
                layout,
                levels,
                groups,
                layout.fixed().columns().stream().map(this::measured).toList(),
                factors,
                response(),
                rows,
                Optional.of(found.fingerprint()),
                concerns(factors));
    }

    private List<String> concerns(List<RandomFactor> factors) {
        List<Expression> numeric = bound.variables().numeric();
        List<String> concerns = new ArrayList<>(withoutPairs(factors));
        concerns.addAll(TruthValues.concerns(bound.terms(), bound.variables()));
        for (int k = 0; k < numeric.size(); k++) {
            NumericVariable.concern(
                            numeric.get(k), schema.constants(), found.beyond().get(k))
                    .ifPresent(concerns::add);
            farFromZero(numeric.get(k), k).ifPresent(concerns::add);
        }
        return concerns;
    }

    /** Returns a sentence for each term whose structure has no two effects to correlate, as where occasions are written as numbers. */
    private static List<String> withoutPairs(List<RandomFactor> factors) {
        List<String> sentences = new ArrayList<>();
        for (RandomFactor factor : factors) {
            for (RandomBlock block : factor.blocks()) {
                RandomColumn first = block.columns().get(0);
                CovarianceKind kind = block.structure().kind();
                boolean pairless = block.columns().size() == 1
                        && !first.isIntercept()
                        && kind != CovarianceKind.UNSTRUCTURED
                        && kind != CovarianceKind.DIAGONAL;
                if (pairless) {
                    sentences.add(block.structure().around("0 + " + first.name() + " | " + factor.name())
                            + " has one effect only, a slope of " + first.name()
                            + ", and so no correlation: write factor(" + first.name()
                            + ") for an effect of each of its values.");
                }
            }
        }
        return sentences;
    }

    /**
     * Returns as a sentence that a variable lies so far from zero that what is computed on its own scale loses digits: a variance where it is
     * zero is larger than one within the rows by the square of how far that is, which leaves three digits here.
     */
    private Optional<String> farFromZero(Expression variable, int k) {
        Moments sums = moments.getOrDefault(new Product(List.of(new Product.Ref(k, 0))), new Moments());
        boolean far = bound.terms().intercept()
                && VariableTypes.width(variable) == 1
                && sums.sd() > 0
                && Math.abs(sums.mean()) > FAR * sums.sd();
        return far
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "%s lies near %.2g and varies by %.2g only (standard deviation), so what is said of its rows loses digits: R"
                                + " squared, intraclass correlations, leverages, Cook's distances and errors of predictions. Write"
                                + " center(%s) instead; what its slope is does not change.",
                        variable,
                        sums.mean(),
                        sums.sd(),
                        variable))
                : Optional.empty();
    }

    /** Returns the rows, of which at least one is used. */
    private static RowCounts usable(RowCounts counts) {
        if (counts.read() == 0) {
            throw new ModelException("The table has no rows: a model needs data.");
        }
        if (counts.used() == 0) {
            String reasons = counts.dropped().entrySet().stream()
                    .map(reason -> reason.getValue() + " because " + reason.getKey())
                    .collect(Collectors.joining(", "));
            throw new ModelException("No row can be used: of " + counts.read() + " rows " + reasons
                    + "; complete the data, or leave that variable out of the model.");
        }
        return counts;
    }

    private ResponseFacts response() {
        String name = Expressions.label(bound.terms().response());
        checkFinite(name, found.response());
        return new ResponseFacts(name, found.response().mean(), found.response().sd());
    }

    private LevelIndex levels(Expression factor, LevelIndex index) {
        List<String> labels = LabelSources.labels(factor, index.labels(), schema.constants());
        String name = Labels.quoted(Expressions.label(factor));
        if (labels.size() < 2) {
            throw new ModelException(name + " has only the level " + Labels.list(labels) + " in the "
                    + found.rows().used() + " rows used, so nothing can be said about its effect: remove it from"
                    + " the model.");
        }
        if (labels.size() > MOST_LEVELS) {
            throw new ModelException(name + " has " + labels.size() + " levels, more than the " + MOST_LEVELS
                    + " that a categorical predictor may have: use it as a grouping factor, (1 | "
                    + Expressions.labelSource(factor) + ").");
        }
        List<String> ordered = LevelOrder.of(factor, labels);
        return ordered.equals(index.labels()) ? index : LabelSources.index(factor, ordered, schema.constants());
    }

    /** A level that does not occur would give a column of zeros, which tells nobody that its name is misspelt. */
    private void checkIndicated() {
        List<Expression> numeric = bound.variables().numeric();
        for (int v = 0; v < numeric.size(); v++) {
            List<String> indicated = Expressions.indicated(numeric.get(v));
            for (int column = 0; column < indicated.size(); column++) {
                Product indicator = new Product(List.of(new Product.Ref(v, column)));
                if (moments.getOrDefault(indicator, new Moments()).mean() == 0) {
                    throw new ModelException(numeric.get(v) + " asks for the level "
                            + Labels.quoted(indicated.get(column))
                            + ", which does not occur in the rows used: write one of the levels of "
                            + numeric.get(v).columns().iterator().next() + ".");
                }
            }
        }
    }

    private Map<String, CovariateFacts> covariates() {
        Map<String, CovariateFacts> covariates = new LinkedHashMap<>();
        for (int k = 0; k < found.ranges().size(); k++) {
            ColumnRange range = found.ranges().get(k);
            covariates.put(
                    bound.covariates().get(k),
                    new CovariateFacts(range.mean(), range.minimum(), range.maximum(), range.values()));
        }
        return covariates;
    }

    private Map<String, List<String>> labels(Variables variables, List<LevelIndex> levels) {
        Map<String, List<String>> labels = new LinkedHashMap<>();
        for (int f = 0; f < levels.size(); f++) {
            labels.put(variables.factors().get(f).toString(), levels.get(f).labels());
        }
        for (int k = 0; k < found.compared().size(); k++) {
            String column = new Expression.Column(bound.comparedColumns().get(k)).toString();
            labels.put(column, found.compared().get(k).index().labels());
        }
        return labels;
    }

    private static Map<String, List<String>> combinations(Layout layout, List<GroupLevels> groups) {
        Map<String, List<String>> combinations = new LinkedHashMap<>();
        for (int f = 0; f < groups.size(); f++) {
            String name = layout.random().get(f).name();
            groups.get(f).ambiguousParts().ifPresent(parts -> combinations.put(name, parts));
        }
        return combinations;
    }

    private List<RandomFactor> factors(Layout layout, List<GroupLevels> groups) {
        List<RandomFactor> factors = new ArrayList<>();
        for (int f = 0; f < groups.size(); f++) {
            Layout.FactorLayout factor = layout.random().get(f);
            List<RandomBlock> blocks = new ArrayList<>();
            for (int b = 0; b < factor.blocks().size(); b++) {
                List<RandomColumn> columns = factor.blocks().get(b).columns().stream()
                        .map(this::measured)
                        .map(column -> new RandomColumn(column.name(), column.centre(), column.scale()))
                        .toList();
                blocks.add(new RandomBlock(columns, factor.structures().get(b)));
            }
            factors.add(new RandomFactor(factor.name(), groups.get(f).labels(), blocks));
        }
        return factors;
    }

    /** Returns the column with its centre and scale. */
    private FixedColumn measured(TermColumns.CodedColumn column) {
        if (column.product().factors().isEmpty()) {
            return new FixedColumn(column.name(), 0, 1);
        }
        Moments sums = moments.getOrDefault(column.product(), new Moments());
        checkFinite(column.name(), sums);
        double centre = column.indicator() ? 0 : sums.mean();
        double spread = column.indicator() ? sums.rootMeanSquare() : sums.sd();
        return new FixedColumn(column.name(), centre, spread > 0 ? spread : Math.max(Math.abs(sums.mean()), 1));
    }

    private static void checkFinite(String name, Moments moments) {
        if (!moments.areFinite()) {
            throw new ModelException(
                    Labels.quoted(name) + " has values that are too large to compute with: divide it by"
                            + " a constant, or choose another transformation.");
        }
    }
}

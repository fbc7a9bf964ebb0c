package org.multilevel.design;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.multilevel.data.Batch;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.levels.LevelIndex;
import org.multilevel.design.expression.Expressions;
import org.multilevel.design.expression.GroupCollector;
import org.multilevel.design.expression.Grouping;
import org.multilevel.design.expression.LevelCollector;
import org.multilevel.design.expression.Moments;
import org.multilevel.design.expression.NumericNodes;
import org.multilevel.design.expression.ResponseReader;
import org.multilevel.design.expression.Variables;
import org.multilevel.design.matrix.Product;
import org.multilevel.design.matrix.TermColumns;
import org.multilevel.design.matrix.VariableValues;
import org.multilevel.design.scan.Binding;
import org.multilevel.design.scan.RowCounts;
import org.multilevel.design.scan.RowFilter;
import org.multilevel.design.scan.RowFingerprint;
import org.multilevel.design.scan.Selection;
import org.multilevel.error.Labels;
import org.multilevel.error.ModelException;
import org.multilevel.formula.Expression;
import org.multilevel.formula.ModelTerms;
import org.multilevel.formula.RandomTerm;
import org.multilevel.formula.Term;

/** The pass over a table that counts rows and finds levels, means and spreads, all of them in the rows used. */
final class Survey {
    /** More levels than these belong into a random effect; so many columns of X would also be slow. */
    private static final int MOST_LEVELS = 1000;

    private final Variables variables;
    private final RowFilter filter;
    private final Selection selection = new Selection();
    private final VariableValues values;
    private final ResponseReader response;
    private final Moments responseMoments = new Moments();
    private final double[] y = new double[Batch.CAPACITY];
    private final double[] offset = new double[Batch.CAPACITY];
    private final double[] weight = new double[Batch.CAPACITY];
    private final int weights;
    private final int[] ids = new int[Batch.CAPACITY];
    private final List<LevelCollector> factors = new ArrayList<>();
    private final Map<List<Expression.Column>, GroupCollector> groups = new LinkedHashMap<>();
    private final Map<Product, Moments> moments = new LinkedHashMap<>();
    private RowFingerprint fingerprint = RowFingerprint.NONE;

    /** Reads the table once. */
    Survey(
            ModelTerms terms,
            Variables variables,
            Binding binding,
            Map<String, double[]> constants,
            DesignOptions options,
            Table table,
            Progress progress) {
        NumericNodes nodes = new NumericNodes(binding, constants);
        this.variables = variables;
        this.filter = new RowFilter(binding, options.weights().stream().toList(), options.missing());
        this.weights = options.weights().map(binding::position).orElse(-1);
        Arrays.fill(weight, 1);
        this.values = new VariableValues(variables.numeric(), List.of(), nodes);
        this.response = new ResponseReader(Optional.of(terms.response()), terms.offsets(), nodes);
        variables
                .factors()
                .forEach(factor -> factors.add(LevelCollector.of(Expressions.labelSource(factor), binding, nodes)));
        for (RandomTerm random : terms.random()) {
            groups.computeIfAbsent(random.group(), group -> new GroupCollector(group, binding, nodes));
        }
        products(terms).forEach(product -> moments.put(product, new Moments()));
        table.scan(binding.names(), progress, this::accept);
    }

    private Set<Product> products(ModelTerms terms) {
        Set<Product> products = new LinkedHashSet<>();
        for (Term term : terms.fixed()) {
            products.addAll(Product.of(term, variables));
        }
        for (RandomTerm random : terms.random()) {
            random.terms().forEach(term -> products.addAll(Product.of(term, variables)));
        }
        products.remove(new Product(List.of()));
        return products;
    }

    private void accept(Batch batch) {
        filter.select(batch, selection);
        int n = selection.count();
        response.read(batch, selection, y, offset, ModelException.THROWN);
        responseMoments.add(y, n);
        fingerprint = fingerprint.plus(
                response.values(), weights < 0 ? weight : selection.gather(batch.numbers(weights), weight), n);
        values.load(batch, selection, ModelException.THROWN);
        moments.forEach((product, sums) -> sums.add(values.product(product), n));
        factors.forEach(factor -> factor.collect(batch, selection, ids));
        groups.values().forEach(group -> group.collect(batch, selection));
    }

    /** Returns the rows, of which at least one is used. */
    RowCounts rows() {
        RowCounts counts = filter.counts();
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

    ResponseFacts response(String name) {
        checkFinite(name, responseMoments);
        return new ResponseFacts(name, responseMoments.mean(), responseMoments.sd());
    }

    /** Returns the fingerprint of the rows used. */
    RowFingerprint fingerprint() {
        return fingerprint;
    }

    /** Returns the levels of the factor variables, by number, each with its reference first. */
    List<LevelIndex> levels() {
        List<LevelIndex> indexes = new ArrayList<>();
        for (int f = 0; f < factors.size(); f++) {
            indexes.add(levels(variables.factors().get(f), factors.get(f).finish()));
        }
        return indexes;
    }

    private LevelIndex levels(Expression factor, LevelIndex found) {
        List<String> labels = found.labels();
        String name = Labels.quoted(Expressions.label(factor));
        if (labels.size() < 2) {
            throw new ModelException(name + " has only the level " + Labels.list(labels) + " in the "
                    + filter.counts().used() + " rows used, so nothing can be said about its effect: remove it from"
                    + " the model.");
        }
        if (labels.size() > MOST_LEVELS) {
            throw new ModelException(name + " has " + labels.size() + " levels, more than the " + MOST_LEVELS
                    + " that a categorical predictor may have: use it as a grouping factor, (1 | "
                    + Expressions.labelSource(factor) + ").");
        }
        List<String> references = Expressions.references(factor);
        if (references.isEmpty()) {
            return found;
        }
        List<String> ordered = new ArrayList<>(labels);
        for (String reference : references) {
            if (!ordered.remove(reference)) {
                throw new ModelException(Expressions.label(factor) + " asks for the level " + Labels.quoted(reference)
                        + ", which does not occur in the rows used: choose one of " + Labels.list(labels) + ".");
            }
            ordered.add(0, reference);
        }
        return new LevelIndex(ordered);
    }

    List<Grouping> groupings() {
        return groups.values().stream().map(GroupCollector::finish).toList();
    }

    /** Returns the column with its centre and scale. */
    FixedColumn measured(TermColumns.CodedColumn column) {
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

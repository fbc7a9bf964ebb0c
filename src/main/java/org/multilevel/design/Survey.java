package org.multilevel.design;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.multilevel.data.Batch;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.levels.GroupCollector;
import org.multilevel.data.levels.LevelCollector;
import org.multilevel.design.expression.ColumnRange;
import org.multilevel.design.expression.Evaluators;
import org.multilevel.design.expression.Expressions;
import org.multilevel.design.expression.LabelSources;
import org.multilevel.design.expression.Moments;
import org.multilevel.design.expression.ResponseReader;
import org.multilevel.design.matrix.Product;
import org.multilevel.design.matrix.VariableValues;
import org.multilevel.design.scan.Binding;
import org.multilevel.design.scan.RowFilter;
import org.multilevel.design.scan.RowFingerprint;
import org.multilevel.design.scan.Selection;
import org.multilevel.error.ModelException;
import org.multilevel.formula.Expression;

/** The pass over a table that counts rows and finds levels, means and spreads, all of them in the rows used. */
final class Survey {
    private final RowFilter filter;
    private final Selection selection;
    private final VariableValues values;
    private final ResponseReader response;
    private final Moments responseMoments = new Moments();
    private final double[] y;
    private final double[] offset;
    private final double[] weight;
    private final double[] scratch;
    private final int weights;
    private final int[] ids;
    private final List<LevelCollector> factors;
    private final List<GroupCollector> groups;
    private final Map<Product, Moments> moments = new LinkedHashMap<>();
    private final int[] covariates;
    private final List<ColumnRange> ranges;
    private final List<LevelCollector> compared;
    private RowFingerprint fingerprint = RowFingerprint.NONE;

    private Survey(BoundFormula bound, Binding binding, Map<String, double[]> constants) {
        Evaluators nodes = new Evaluators(binding, constants);
        int most = binding.batchRows();
        this.selection = new Selection(most);
        this.y = new double[most];
        this.offset = new double[most];
        this.weight = new double[most];
        this.scratch = new double[most];
        this.ids = new int[most];
        this.filter = new RowFilter(
                binding,
                bound.options().weights().stream().toList(),
                bound.options().missing());
        this.weights = bound.options().weights().map(binding::position).orElse(-1);
        Arrays.fill(weight, 1);
        this.values = new VariableValues(bound.variables().numeric(), List.of(), nodes);
        this.response =
                ResponseReader.of(bound.terms().response(), bound.terms().offsets(), nodes);
        this.factors = bound.variables().factors().stream()
                .map(factor -> LevelCollector.of(LabelSources.of(Expressions.labelSource(factor), binding, nodes)))
                .toList();
        this.groups = bound.groups().stream()
                .map(group -> new GroupCollector(group.stream()
                        .map(column -> LabelSources.of(column, binding, nodes))
                        .toList()))
                .toList();
        bound.products().forEach(product -> moments.put(product, new Moments()));
        this.covariates =
                bound.covariates().stream().mapToInt(binding::position).toArray();
        this.ranges = bound.covariates().stream().map(name -> new ColumnRange()).toList();
        this.compared = bound.comparedColumns().stream()
                .map(name -> LevelCollector.of(LabelSources.of(new Expression.Column(name), binding, nodes)))
                .toList();
    }

    /** Reads the table once. */
    static Findings of(BoundFormula bound, Map<String, double[]> constants, Table table, Progress progress) {
        Binding binding = new Binding(table, bound.inputs().all());
        Survey survey = new Survey(bound, binding, constants);
        table.scan(binding.names(), progress, survey::accept);
        return survey.findings();
    }

    private void accept(Batch batch) {
        filter.select(batch, selection);
        int[] rows = selection.rows();
        int n = selection.count();
        response.read(batch, selection, y, offset, ModelException.THROWN);
        responseMoments.add(y, n);
        fingerprint = fingerprint.plus(
                response.values(), weights < 0 ? weight : selection.gather(batch.numbers(weights), weight), n);
        values.load(batch, selection, ModelException.THROWN);
        moments.forEach((product, sums) -> sums.add(values.product(product), n));
        factors.forEach(factor -> factor.collect(batch, rows, n, ids));
        groups.forEach(group -> group.collect(batch, rows, n));
        for (int k = 0; k < covariates.length; k++) {
            ranges.get(k).add(selection.gather(batch.numbers(covariates[k]), scratch), n);
        }
        compared.forEach(column -> column.collect(batch, rows, n, ids));
    }

    private Findings findings() {
        return new Findings(
                filter.counts(),
                fingerprint,
                responseMoments,
                new ArrayList<>(moments.values()),
                factors.stream().map(LevelCollector::finish).toList(),
                groups.stream().map(GroupCollector::finish).toList(),
                ranges,
                compared.stream().map(LevelCollector::finish).toList(),
                values.beyond());
    }
}

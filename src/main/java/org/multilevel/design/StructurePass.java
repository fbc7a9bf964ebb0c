package org.multilevel.design;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.multilevel.data.Batch;
import org.multilevel.data.Table;
import org.multilevel.design.expression.Expressions;
import org.multilevel.design.scan.Binding;
import org.multilevel.design.scan.RowFilter;
import org.multilevel.design.scan.Selection;
import org.multilevel.formula.Expression;
import org.multilevel.formula.RandomTerm;
import org.multilevel.formula.Term;

/** The pass over a table that finds its {@link Structure}; what is disproved for a pair of columns is not looked at again. */
final class StructurePass {
    private final BoundFormula bound;
    private final RowFilter filter;
    private final Selection selection = new Selection();
    private final List<GroupTally> groups;
    private final List<VariableTally> variables = new ArrayList<>();
    /** For each factor and each other one whether its levels tell the other's. */
    private final Telling[][] within;
    /** For each factor and each other one whether its labels start anew in every level of the other. */
    private final Restarting[][] restarting;

    private long rows;

    StructurePass(BoundFormula bound, Table table, List<String> columns) {
        this.bound = bound;
        Binding binding = new Binding(table, columns);
        this.filter = new RowFilter(
                new Binding(table, columns),
                bound.options().weights().stream().toList(),
                bound.options().missing());
        this.groups = bound.groups().stream()
                .map(group -> new GroupTally(group.stream()
                        .map(column -> new ColumnIds(binding, column.name()))
                        .toList()))
                .toList();
        int n = groups.size();
        for (String name : predictors(bound)) {
            variables.add(new VariableTally(binding, name, n));
        }
        this.within = new Telling[n][n];
        this.restarting = new Restarting[n][n];
        for (int f = 0; f < n; f++) {
            for (int g = 0; g < n; g++) {
                within[f][g] = new Telling();
                restarting[f][g] = new Restarting(bound.groups().get(f).size() == 1);
            }
        }
    }

    private static Set<String> predictors(BoundFormula bound) {
        Set<String> names = new LinkedHashSet<>();
        bound.terms().fixed().forEach(term -> names.addAll(columns(term)));
        bound.terms().random().forEach(random -> random.terms().forEach(term -> names.addAll(columns(term))));
        return names;
    }

    private static Set<String> columns(Term term) {
        Set<String> names = new LinkedHashSet<>();
        term.variables().forEach(variable -> names.addAll(variable.columns()));
        return names;
    }

    void accept(Batch batch) {
        filter.select(batch, selection);
        int[] at = selection.rows();
        int n = selection.count();
        rows += n;
        groups.forEach(group -> group.accept(batch, at, n));
        for (int f = 0; f < groups.size(); f++) {
            int[] inner = groups.get(f).ids();
            for (int g = 0; g < groups.size(); g++) {
                int[] outer = groups.get(g).ids();
                if (f != g) {
                    within[f][g].accept(inner, outer, n);
                }
                if (f != g && restarting[f][g].isOpen()) {
                    restarting[f][g].accept(inner, groups.get(f).labels(batch, at, n), outer, n);
                }
            }
        }
        variables.forEach(variable -> variable.accept(batch, at, n, groups));
    }

    Structure finish() {
        return new Structure(
                rows,
                IntStream.range(0, groups.size()).mapToObj(this::group).toList(),
                variables.stream().map(this::variable).toList(),
                slopes(),
                crossings());
    }

    private Structure.Group group(int f) {
        GroupTally tally = groups.get(f);
        List<String> columns =
                bound.groups().get(f).stream().map(Expression.Column::name).toList();
        List<Integer> inside = IntStream.range(0, groups.size())
                .filter(g -> g != f && within[f][g].holds())
                .boxed()
                .toList();
        List<Integer> anew = IntStream.range(0, groups.size())
                .filter(g -> g != f && !within[f][g].holds() && !within[g][f].holds() && restarting[f][g].holds(rows))
                .boxed()
                .toList();
        return new Structure.Group(
                String.join(":", columns), columns, tally.levels(), tally.smallest(), tally.largest(), inside, anew);
    }

    private Structure.Variable variable(VariableTally tally) {
        boolean quantity = bound.terms().fixed().stream()
                .anyMatch(term -> term.order() == 1
                        && term.variables().get(0) instanceof Expression.Column column
                        && column.name().equals(tally.name())
                        && !bound.variables().isFactor(column));
        boolean category = bound.terms().fixed().stream()
                .anyMatch(term -> term.order() == 1
                        && bound.variables().isFactor(term.variables().get(0))
                        && Expressions.labelSource(term.variables().get(0)) instanceof Expression.Column column
                        && column.name().equals(tally.name()));
        return tally.variable(quantity, category);
    }

    private List<Structure.Slope> slopes() {
        List<Structure.Slope> slopes = new ArrayList<>();
        for (RandomTerm random : bound.terms().random()) {
            int group = bound.groups().indexOf(random.group());
            for (Term term : random.terms()) {
                slopes.add(new Structure.Slope(
                        group, term.toString(), columns(term), random.intercept(), isCategory(term)));
            }
        }
        return slopes;
    }

    private boolean isCategory(Term term) {
        return term.variables().stream()
                .allMatch(variable -> bound.variables().isFactor(variable)
                        || !Expressions.indicated(variable).isEmpty());
    }

    private List<Set<String>> crossings() {
        return bound.terms().fixed().stream()
                .filter(term -> term.variables().stream()
                        .allMatch(variable -> bound.variables().isFactor(variable)
                                && Expressions.labelSource(variable) instanceof Expression.Column))
                .map(term -> term.variables().stream()
                        .map(variable -> Expressions.label(Expressions.labelSource(variable)))
                        .collect(Collectors.toUnmodifiableSet()))
                .toList();
    }
}

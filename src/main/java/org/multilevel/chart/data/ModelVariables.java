package org.multilevel.chart.data;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.multilevel.data.Column;
import org.multilevel.data.ColumnType;
import org.multilevel.formula.Expression;
import org.multilevel.formula.Formula;
import org.multilevel.formula.ModelTerms;
import org.multilevel.formula.RandomTerm;
import org.multilevel.formula.Term;
import org.multilevel.model.MixedModel;

/**
 * What the columns of a model are to it.
 *
 * @param numbers columns that predict by their numbers, in the order of the formula: lines can be drawn over them
 * @param labels columns that predict by their labels
 * @param random the random terms, which tell the columns of each grouping factor
 */
public record ModelVariables(List<String> numbers, Set<String> labels, List<RandomTerm> random) {

    /** Functions that take the values of a column as labels. */
    private static final Set<String> LABELLING = Set.of("factor", "as.factor", "ref", "relevel", "C", "dummy");

    /** Returns the variables of a model. */
    public static ModelVariables of(MixedModel model) {
        List<Column> columns = model.provenance().columns();
        List<String> names = columns.stream()
                .map(Column::name)
                .filter(name -> !model.provenance().weights().equals(Optional.of(name)))
                .toList();
        ModelTerms terms = Formula.parse(model.formula()).expand(names);
        Set<String> used = new LinkedHashSet<>();
        Set<String> labels = new LinkedHashSet<>();
        variables(terms).forEach(variable -> (isLabel(variable) ? labels : used).addAll(variable.columns()));
        List<String> numbers = new ArrayList<>();
        for (String name : used) {
            boolean isNumeric = columns.stream()
                    .anyMatch(column -> column.name().equals(name) && column.type() == ColumnType.NUMERIC);
            if (isNumeric) {
                numbers.add(name);
            } else {
                labels.add(name);
            }
        }
        labels.removeAll(numbers);
        return new ModelVariables(List.copyOf(numbers), Set.copyOf(labels), terms.random());
    }

    /** Returns the columns whose values make the levels of a grouping factor. */
    List<String> groupColumns(String factor) {
        return random.stream()
                .filter(term -> term.groupName().equals(factor))
                .flatMap(term -> term.group().stream())
                .map(Expression.Column::name)
                .distinct()
                .toList();
    }

    /** Returns the columns of all grouping factors that are not predictors as well. */
    Set<String> groupsOnly() {
        Set<String> names = new LinkedHashSet<>();
        random.forEach(term -> term.group().forEach(column -> names.add(column.name())));
        numbers.forEach(names::remove);
        names.removeAll(labels);
        return names;
    }

    private static Stream<Expression> variables(ModelTerms terms) {
        return Stream.concat(terms.fixed().stream(), terms.random().stream().flatMap(term -> term.terms().stream()))
                .map(Term::variables)
                .flatMap(List::stream);
    }

    private static boolean isLabel(Expression variable) {
        return variable instanceof Expression.Call call && LABELLING.contains(call.function());
    }
}

package org.multilevel.design;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.multilevel.data.Column;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.levels.LevelIndex;
import org.multilevel.design.expression.DataConstants;
import org.multilevel.design.expression.Expressions;
import org.multilevel.design.expression.Grouping;
import org.multilevel.design.expression.Kinds;
import org.multilevel.design.expression.NotNumeric;
import org.multilevel.design.expression.Variables;
import org.multilevel.design.matrix.Layout;
import org.multilevel.design.scan.Binding;
import org.multilevel.design.scan.RowCounts;
import org.multilevel.error.ModelException;
import org.multilevel.formula.Expression;
import org.multilevel.formula.Formula;
import org.multilevel.formula.ModelTerms;

/** Makes a design from a formula and the table that it is to be fitted on. */
final class SurveyedDesign {
    private final Table table;
    private final DesignOptions options;
    private final Progress progress;
    private final List<String> dotColumns;
    private final ModelTerms terms;
    private final Binding binding;
    private final Set<String> categorical;
    private final Kinds kinds;

    private SurveyedDesign(Formula formula, Table table, DesignOptions options, Progress progress) {
        this.table = table;
        this.options = options;
        this.progress = progress;
        this.dotColumns = formula.hasDot() ? allButWeights() : List.of();
        this.terms = formula.expand(dotColumns);
        this.binding = new Binding(table, Inputs.of(terms, options).all());
        this.categorical = new LinkedHashSet<>(binding.names());
        categorical.removeIf(binding::isNumeric);
        this.kinds = new Kinds(categorical);
    }

    private List<String> allButWeights() {
        return table.columns().stream()
                .map(Column::name)
                .filter(name -> !options.weights().equals(Optional.of(name)))
                .toList();
    }

    static DesignParts of(Formula formula, Table table, DesignOptions options, Progress progress) {
        return new SurveyedDesign(formula, table, options, progress).survey(formula);
    }

    /**
     * Returns the terms of a formula on a table, having checked everything that needs no rows.
     *
     * @throws ModelException if a column does not exist or is of the wrong type
     */
    static ModelTerms checkedTerms(Formula formula, Table table, DesignOptions options) {
        SurveyedDesign design = new SurveyedDesign(formula, table, options, Progress.NONE);
        design.checkedVariables();
        return design.terms;
    }

    private Variables checkedVariables() {
        checkRoles();
        return new Variables(terms, kinds);
    }

    private DesignParts survey(Formula formula) {
        Variables variables = checkedVariables();
        Map<String, double[]> constants = DataConstants.find(computed(variables), table, progress);
        Survey survey = new Survey(terms, variables, binding, constants, options, table, progress);
        RowCounts rows = survey.rows();
        List<LevelIndex> levels = survey.levels();
        List<Grouping> groupings = survey.groupings();
        Layout layout = Layout.of(
                terms, variables, levels.stream().map(LevelIndex::labels).toList());
        return new DesignParts(
                formula,
                options,
                terms,
                new VariableFacts(
                        dotColumns, categorical, labels(variables, levels), constants, combinations(layout, groupings)),
                layout,
                levels,
                groupings,
                layout.fixed().columns().stream().map(survey::measured).toList(),
                factors(layout, groupings, survey),
                survey.response(Expressions.label(terms.response())),
                rows,
                Optional.of(survey.fingerprint()));
    }

    private void checkRoles() {
        checkNumeric("The response", terms.response());
        terms.offsets().forEach(offset -> checkNumeric("The offset", offset));
        options.weights().ifPresent(name -> checkNumeric("The weights column", new Expression.Column(name)));
    }

    private void checkNumeric(String role, Expression expression) {
        if (expression instanceof Expression.Column column && kinds.isFactor(column)) {
            throw NotNumeric.of(role, column.name(), table, progress);
        }
        kinds.checkNumeric(expression, expression);
    }

    /** Returns all expressions in which a data-dependent call may stand. */
    private Set<Expression> computed(Variables variables) {
        Set<Expression> computed = new LinkedHashSet<>();
        computed.add(terms.response());
        computed.addAll(variables.numeric());
        variables.factors().forEach(factor -> computed.add(Expressions.labelSource(factor)));
        computed.addAll(terms.offsets());
        return computed;
    }

    private static Map<String, List<String>> labels(Variables variables, List<LevelIndex> levels) {
        Map<String, List<String>> labels = new LinkedHashMap<>();
        for (int f = 0; f < levels.size(); f++) {
            labels.put(variables.factors().get(f).toString(), levels.get(f).labels());
        }
        return labels;
    }

    private static Map<String, List<String>> combinations(Layout layout, List<Grouping> groupings) {
        Map<String, List<String>> combinations = new LinkedHashMap<>();
        for (int f = 0; f < groupings.size(); f++) {
            String name = layout.random().get(f).name();
            groupings.get(f).ambiguousParts().ifPresent(parts -> combinations.put(name, parts));
        }
        return combinations;
    }

    private static List<RandomFactor> factors(Layout layout, List<Grouping> groupings, Survey survey) {
        List<RandomFactor> factors = new ArrayList<>();
        for (int f = 0; f < groupings.size(); f++) {
            Layout.FactorLayout factor = layout.random().get(f);
            List<RandomBlock> blocks = factor.blocks().stream()
                    .map(columns -> new RandomBlock(columns.columns().stream()
                            .map(survey::measured)
                            .map(column -> new RandomColumn(column.name(), column.centre(), column.scale()))
                            .toList()))
                    .toList();
            factors.add(new RandomFactor(factor.name(), groupings.get(f).labels(), blocks));
        }
        return factors;
    }
}

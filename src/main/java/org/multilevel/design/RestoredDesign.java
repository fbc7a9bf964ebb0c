package org.multilevel.design;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.multilevel.data.levels.GroupLevels;
import org.multilevel.data.levels.LevelIndex;
import org.multilevel.design.expression.LabelSources;
import org.multilevel.design.expression.VariableTypes;
import org.multilevel.design.expression.Variables;
import org.multilevel.design.matrix.Layout;
import org.multilevel.design.matrix.ModelColumns;
import org.multilevel.design.matrix.TermColumns;
import org.multilevel.design.scan.RowCounts;
import org.multilevel.error.ModelException;
import org.multilevel.formula.Expression;
import org.multilevel.formula.Formula;
import org.multilevel.formula.ModelTerms;

/** Makes a design from what a saved model tells about it, and checks that the parts belong together. */
public final class RestoredDesign {
    private RestoredDesign() {}

    static DesignParts of(
            Formula formula,
            DesignOptions options,
            VariableFacts facts,
            List<FixedColumn> fixed,
            List<RandomFactor> factors,
            ResponseFacts response,
            RowCounts rows) {
        ModelTerms terms = formula.expand(facts.dotColumns());
        Variables variables = new Variables(terms, new VariableTypes(facts.categorical()));
        List<List<String>> labels = variables.factors().stream()
                .map(factor -> levels(factor, facts))
                .toList();
        Layout layout = Layout.of(terms, variables, labels);
        check(layout, fixed, factors);
        return new DesignParts(
                formula,
                options,
                terms,
                facts,
                layout,
                indexes(variables, labels, facts),
                groups(layout, facts, factors),
                fixed,
                structured(layout, factors),
                response,
                rows,
                Optional.empty(),
                List.of());
    }

    private static List<LevelIndex> indexes(Variables variables, List<List<String>> labels, VariableFacts facts) {
        return IntStream.range(0, labels.size())
                .mapToObj(f -> LabelSources.index(variables.factors().get(f), labels.get(f), facts.constants()))
                .toList();
    }

    private static List<String> levels(Expression factor, VariableFacts facts) {
        List<String> levels = facts.levels().get(factor.toString());
        if (levels == null) {
            throw ModelException.damaged("it lacks the levels of " + factor);
        }
        return levels;
    }

    private static void check(Layout layout, List<FixedColumn> fixed, List<RandomFactor> factors) {
        compare(names(layout.fixed()), fixed.stream().map(FixedColumn::name).toList());
        compare(
                layout.random().stream().map(Layout.FactorLayout::name).toList(),
                factors.stream().map(RandomFactor::name).toList());
        for (int f = 0; f < factors.size(); f++) {
            List<List<String>> expected = layout.random().get(f).blocks().stream()
                    .map(RestoredDesign::names)
                    .toList();
            List<List<String>> found = factors.get(f).blocks().stream()
                    .map(block ->
                            block.columns().stream().map(RandomColumn::name).toList())
                    .toList();
            compare(expected, found);
        }
    }

    private static List<String> names(ModelColumns columns) {
        return columns.columns().stream().map(TermColumns.CodedColumn::name).toList();
    }

    private static void compare(List<?> expected, List<?> found) {
        if (!expected.equals(found)) {
            throw ModelException.damaged("its formula gives " + expected + ", but it lists " + found);
        }
    }

    /** Returns the factors with the covariance structures that the formula asks for. */
    private static List<RandomFactor> structured(Layout layout, List<RandomFactor> factors) {
        List<RandomFactor> structured = new ArrayList<>();
        for (int f = 0; f < factors.size(); f++) {
            RandomFactor factor = factors.get(f);
            List<RandomBlock> blocks = new ArrayList<>();
            for (int b = 0; b < factor.blocks().size(); b++) {
                blocks.add(new RandomBlock(
                        factor.blocks().get(b).columns(),
                        layout.random().get(f).structures().get(b)));
            }
            structured.add(new RandomFactor(factor.name(), factor.levels(), blocks));
        }
        return structured;
    }

    private static List<GroupLevels> groups(Layout layout, VariableFacts facts, List<RandomFactor> factors) {
        List<GroupLevels> groups = new ArrayList<>();
        for (int f = 0; f < factors.size(); f++) {
            Layout.FactorLayout factor = layout.random().get(f);
            Optional<List<String>> parts =
                    Optional.ofNullable(facts.combinations().get(factor.name()));
            groups.add(GroupLevels.restore(factor.group().size(), factors.get(f).levels(), parts));
        }
        return groups;
    }
}

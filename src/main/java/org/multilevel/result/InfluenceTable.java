package org.multilevel.result;

import java.util.ArrayList;
import java.util.List;
import org.multilevel.inference.influence.Influence;
import org.multilevel.inference.influence.LevelInfluence;

/** Lists what leaving out each level of a grouping factor changes; the columns depend on the model. */
final class InfluenceTable {
    /** What moves when a level is left out, a row for each level and estimate: for hosts that must know the columns beforehand. */
    static final TableDefinition<Influence> CHANGES = TableDefinition.<Influence>named("influence_changes")
            .text("group", (influence, i) -> influence.group())
            .text("level", (influence, i) -> level(influence, i).level())
            .whole("rows", (influence, i) -> level(influence, i).rows())
            .real("cooks_distance", (influence, i) -> level(influence, i).cooksDistance())
            .text("parameter", (influence, i) -> name(influence, i % estimates(influence)))
            .real("dfbetas", (influence, i) -> dfbetas(influence, i))
            .real("change", (influence, i) -> change(influence, i));

    private InfluenceTable() {}

    static ResultTable changes(Influence influence) {
        return CHANGES.table(influence, influence.levels().size() * estimates(influence));
    }

    private static int estimates(Influence influence) {
        return influence.terms().size() + influence.parameters().size();
    }

    private static LevelInfluence level(Influence influence, int row) {
        return influence.levels().get(row / estimates(influence));
    }

    private static String name(Influence influence, int estimate) {
        int terms = influence.terms().size();
        return estimate < terms
                ? influence.terms().get(estimate)
                : influence.parameters().get(estimate - terms);
    }

    private static double dfbetas(Influence influence, int row) {
        int estimate = row % estimates(influence);
        return estimate < influence.terms().size() ? level(influence, row).dfbetas()[estimate] : Double.NaN;
    }

    private static double change(Influence influence, int row) {
        int parameter = row % estimates(influence) - influence.terms().size();
        return parameter < 0 ? Double.NaN : level(influence, row).changes()[parameter];
    }

    static ResultTable of(Influence influence) {
        List<LevelInfluence> levels = influence.levels();
        List<ResultColumn> columns = new ArrayList<>();
        columns.add(new ResultColumn.Text("group", i -> influence.group()));
        columns.add(new ResultColumn.Text("level", i -> levels.get(i).level()));
        columns.add(new ResultColumn.Whole("rows", i -> levels.get(i).rows()));
        columns.add(new ResultColumn.Real("cooks_distance", i -> levels.get(i).cooksDistance()));
        for (int j = 0; j < influence.terms().size(); j++) {
            int term = j;
            columns.add(new ResultColumn.Real(
                    "dfbetas:" + influence.terms().get(j), i -> levels.get(i).dfbetas()[term]));
        }
        for (int j = 0; j < influence.parameters().size(); j++) {
            int parameter = j;
            columns.add(new ResultColumn.Real(
                    "change:" + influence.parameters().get(j),
                    i -> levels.get(i).changes()[parameter]));
        }
        return new ResultTable(ResultTables.INFLUENCE_NAME, columns, levels.size());
    }
}

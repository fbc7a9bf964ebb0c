package org.multilevel.result;

import java.util.ArrayList;
import java.util.List;
import org.multilevel.inference.Influence;
import org.multilevel.inference.LevelInfluence;

/** Lists what leaving out each level of a grouping factor changes; the columns depend on the model. */
final class InfluenceTable {
    private InfluenceTable() {}

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
                    "change:" + influence.parameters().get(j), i -> levels.get(i).changes()[parameter]));
        }
        return new ResultTable(ResultTables.INFLUENCE_NAME, columns, levels.size());
    }
}

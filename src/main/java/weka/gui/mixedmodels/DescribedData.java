package weka.gui.mixedmodels;

import java.util.List;
import java.util.stream.IntStream;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.description.Description;
import org.multilevel.data.description.DescriptionRequest;
import org.multilevel.result.DescriptionSummary;
import org.multilevel.result.DescriptionTables;
import org.multilevel.result.ResultTable;
import weka.classifiers.functions.InstancesTable;
import weka.core.Instances;

/**
 * What the tab says of data before a model is fitted.
 *
 * @param text to read
 * @param tables the same as tables, and group means
 */
record DescribedData(String text, List<ResultTable> tables) {

    /** Copies the tables. */
    DescribedData {
        tables = List.copyOf(tables);
    }

    /**
     * Describes data by the groups of some attributes, or without groups.
     *
     * @param groups names of attributes; of several, every combination is a group
     * @throws org.multilevel.error.DataException with a sentence if a value is infinite
     */
    static DescribedData of(Instances data, List<String> groups) {
        List<String> names = IntStream.range(0, data.numAttributes())
                .mapToObj(k -> data.attribute(k).name())
                .toList();
        Table table = InstancesTable.of(data, names);
        Description description = new DescriptionRequest(List.of(), groups).describe(table, Progress.NONE);
        return new DescribedData(DescriptionSummary.of(description).text(), DescriptionTables.all(description));
    }
}

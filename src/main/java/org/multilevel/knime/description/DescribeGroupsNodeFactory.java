package org.multilevel.knime.description;

import java.util.ArrayList;
import java.util.List;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.multilevel.data.description.Description;
import org.multilevel.knime.Keywords;
import org.multilevel.knime.KnimeResults;
import org.multilevel.knime.Sentences;
import org.multilevel.result.DescriptionTables;
import org.multilevel.result.ResultTable;
import org.multilevel.result.TableSchema;

/** Defines the node that says what a table of groups holds before a model is fitted. */
public final class DescribeGroupsNodeFactory extends DefaultNodeFactory {
    private static final String DESCRIPTION = """
            <p>Describes a table whose rows belong to groups, before a model is fitted: the columns, how large groups are, what \
            varies between groups and what within them, how columns go together in all rows, between groups and within them, and \
            the mean of each column in each group.</p>
            <p>The share of a column's variance that lies between groups is the intraclass correlation by analysis of variance; it says \
            whether a random intercept is worth it. A column that varies between groups only is a property of the groups, and \
            has no slope that could differ between them. Two correlations of opposite sign, between and within, are a reason for \
            Group Centring.</p>
            <p>Quartiles are exact. The table is read twice, of many millions of rows more often, and never copied.</p>
            """;

    private static final DefaultNode NODE = DefaultNode.create()
            .name("Describe Groups")
            .icon("description.png")
            .shortDescription("Says what varies and correlates between groups and within them.")
            .fullDescription(DESCRIPTION)
            .sinceVersion(5, 8, 0)
            .ports(ports -> ports.addInputTable("Data", "The rows, with a group column.")
                    .addOutputTable(
                            "Columns",
                            "A row for each column: <i>count</i>, <i>missing</i>, <i>mean</i>, <i>sd</i>, <i>min</i>, quartiles and"
                                    + " <i>max</i> of numbers, the number of <i>levels</i> of texts.")
                    .addOutputTable("Levels", "How often each value of a text column occurs.")
                    .addOutputTable("Group sizes", "How many groups there are, and how many rows they have.")
                    .addOutputTable(
                            "Variation",
                            "Where each column varies, in how many groups, its variances between and within groups, and the share"
                                    + " between them.")
                    .addOutputTable(
                            "Correlations", "Of each pair of numeric columns: in total, between groups, within groups.")
                    .addOutputTable(
                            "Group means", "A row for each group: its rows and the mean of each numeric column."))
            .model(model -> model.parametersClass(DescribeGroupsParameters.class)
                    .configure(DescribeGroupsNodeFactory::configure)
                    .execute(DescribeGroupsNodeFactory::execute))
            .nodeType(NodeType.Other)
            .keywords(Keywords.with(
                    "describe",
                    "descriptives",
                    "statistics",
                    "intraclass",
                    "icc",
                    "group means",
                    "correlation",
                    "between within"));

    /** Creates the factory. */
    public DescribeGroupsNodeFactory() {
        super(NODE);
    }

    private static void configure(ConfigureInput input, ConfigureOutput output) throws InvalidSettingsException {
        DescribeGroupsParameters parameters = input.getParameters();
        DescribedTable described = Sentences.configuring(() -> DescribedTable.of(input.getInTableSpec(0), parameters));
        List<TableSchema> schemas = described.schemas();
        for (int port = 0; port < schemas.size(); port++) {
            output.setOutSpec(port, KnimeResults.spec(schemas.get(port)));
        }
        described.guessed().ifPresent(output::setWarningMessage);
    }

    private static void execute(ExecuteInput input, ExecuteOutput output)
            throws KNIMEException, CanceledExecutionException {
        DescribeGroupsParameters parameters = input.getParameters();
        BufferedDataTable table = input.getInTable(0);
        List<String> remarks = new ArrayList<>();
        List<ResultTable> tables = Sentences.executing(() -> {
            DescribedTable described = DescribedTable.of(table.getDataTableSpec(), parameters);
            described.guessed().ifPresent(remarks::add);
            Description description = described.describe(table, input.getExecutionContext());
            return tables(description);
        });
        for (int port = 0; port < tables.size(); port++) {
            output.setOutData(port, KnimeResults.table(tables.get(port), input.getExecutionContext()));
        }
        Sentences.warn(output, remarks);
    }

    /** Returns the tables in the order of the ports. */
    private static List<ResultTable> tables(Description description) {
        return List.of(
                DescriptionTables.columns(description),
                DescriptionTables.levels(description),
                DescriptionTables.groupSizes(description),
                DescriptionTables.variation(description),
                DescriptionTables.correlations(description),
                DescriptionTables.groupMeans(description));
    }
}

package org.multilevel.knime.folds;

import java.util.stream.Stream;
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
import org.multilevel.knime.Keywords;
import org.multilevel.knime.Sentences;

/** Defines the node that divides rows into folds for a validation that respects groups. */
public final class GroupFoldAssignerNodeFactory extends DefaultNodeFactory {
    private static final String DESCRIPTION = """
            <p>Appends a column of folds for a cross-validation of rows that come in groups, such as pupils in schools or \
            repeated measurements of subjects. It works with any learner: learn on the rows of all folds but one, predict \
            those of that fold, and so on.</p>
            <p>Rows of one group resemble each other, so folds that ignore groups answer an unclear question. Choose it: with \
            whole groups held out, the validation tells how well a <i>new group</i> is predicted; with each group spread over \
            the folds, how well a <i>new row of a known group</i> is predicted.</p>
            <p>The folds get about equally many rows, and the same table with the same seed always gets the same folds. The \
            table is read twice and never copied.</p>
            """;

    private static final DefaultNode NODE = DefaultNode.create()
            .name("Group-Aware Fold Assigner")
            .icon("folds.png")
            .shortDescription("Appends cross-validation folds that keep groups together or spread each over all folds.")
            .fullDescription(DESCRIPTION)
            .sinceVersion(5, 8, 0)
            .ports(ports -> ports.addInputTable("Data", "The rows, with a group column.")
                    .addOutputTable("Data with folds", "The same rows with the fold column appended."))
            .model(model -> model.parametersClass(GroupFoldAssignerParameters.class)
                    .configure(GroupFoldAssignerNodeFactory::configure)
                    .execute(GroupFoldAssignerNodeFactory::execute))
            .nodeType(NodeType.Manipulator)
            .keywords(Keywords.with(
                    "cross-validation", "group k-fold", "leave one group out", "partitioning", "data leakage"));

    /** Creates the factory. */
    public GroupFoldAssignerNodeFactory() {
        super(NODE);
    }

    private static void configure(ConfigureInput input, ConfigureOutput output) throws InvalidSettingsException {
        GroupFoldAssignerParameters parameters = input.getParameters();
        output.setOutSpec(
                0,
                Sentences.configuring(
                        () -> FoldTable.of(input.getInTableSpec(0), parameters).spec()));
        FoldTable.guessed(parameters).ifPresent(output::setWarningMessage);
    }

    private static void execute(ExecuteInput input, ExecuteOutput output)
            throws KNIMEException, CanceledExecutionException {
        GroupFoldAssignerParameters parameters = input.getParameters();
        BufferedDataTable table = input.getInTable(0);
        FoldTable.Result result = Sentences.executing(
                () -> FoldTable.of(table.getDataTableSpec(), parameters).assign(table, input.getExecutionContext()));
        output.setOutData(0, result.table());
        Sentences.warn(
                output,
                Stream.concat(FoldTable.guessed(parameters).stream(), result.sentences().stream())
                        .toList());
    }
}

package org.multilevel.knime.centering;

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
import org.multilevel.knime.Keywords;
import org.multilevel.knime.Sentences;

/** Defines the node that splits columns into what differs between groups and within them. */
public final class GroupCenteringNodeFactory extends DefaultNodeFactory {
    private static final String DESCRIPTION = """
            <p>Splits numeric columns into what differs between groups and what differs within them: for each chosen column \
            it appends the mean of the row's group (<i>column_between</i>) and the row's deviation from that mean \
            (<i>column_within</i>).</p>
            <p>With both as fixed effects, a mixed model tells apart what a single column mixes: the effect of belonging to a \
            group with a high mean (a school of rich families) and the effect of being higher than the others of the own group \
            (a pupil richer than the classmates). The difference of the two slopes is the contextual effect.</p>
            <p>Missing values take no part in the means and have no deviation; a row without a group gets missing values. The \
            table is read twice and never copied.</p>
            """;

    private static final DefaultNode NODE = DefaultNode.create()
            .name("Group Centring")
            .icon("centering.png")
            .shortDescription("Appends group means and deviations from them, for between and within effects.")
            .fullDescription(DESCRIPTION)
            .sinceVersion(5, 8, 0)
            .ports(ports -> ports.addInputTable("Data", "The rows, with a group column and numeric columns.")
                    .addOutputTable("Centred data", "The same rows with the group means and deviations appended."))
            .model(model -> model.parametersClass(GroupCentringParameters.class)
                    .configure(GroupCenteringNodeFactory::configure)
                    .execute(GroupCenteringNodeFactory::execute))
            .nodeType(NodeType.Manipulator)
            .keywords(Keywords.with(
                    "centring", "centering", "group mean centring", "within between", "contextual effect", "demean"));

    /** Creates the factory. */
    public GroupCenteringNodeFactory() {
        super(NODE);
    }

    private static void configure(ConfigureInput input, ConfigureOutput output) throws InvalidSettingsException {
        GroupCentringParameters parameters = input.getParameters();
        CentredTable centred = Sentences.configuring(() -> CentredTable.of(input.getInTableSpec(0), parameters));
        output.setOutSpec(0, centred.spec());
        centred.guessed().ifPresent(output::setWarningMessage);
    }

    private static void execute(ExecuteInput input, ExecuteOutput output)
            throws KNIMEException, CanceledExecutionException {
        GroupCentringParameters parameters = input.getParameters();
        BufferedDataTable table = input.getInTable(0);
        List<String> remarks = new ArrayList<>();
        CentredTable.Result result = Sentences.executing(() -> {
            CentredTable centred = CentredTable.of(table.getDataTableSpec(), parameters);
            centred.guessed().ifPresent(remarks::add);
            return centred.centre(table, input.getExecutionContext());
        });
        output.setOutData(0, result.table());
        remarks.addAll(result.summary().sentences());
        Sentences.warn(output, remarks);
    }
}

package org.multilevel.knime.centering;

import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultNode;
import org.multilevel.knime.Keywords;
import org.multilevel.knime.streaming.StreamedNodeFactory;

/** Defines the node that splits columns into what differs between groups and within them. */
public final class GroupCenteringNodeFactory extends StreamedNodeFactory {
    private static final String DESCRIPTION = """
            <p>Splits numeric columns into what differs between groups and what differs within them: for each chosen column \
            it appends the mean of the row's group (<i>column_between</i>) and the row's deviation from that mean \
            (<i>column_within</i>).</p>
            <p>With both as fixed effects, a mixed model tells apart what a single column mixes: the effect of belonging to a \
            group with a high mean (a school of rich families) and the effect of being higher than the others of the own group \
            (a pupil richer than the classmates). The difference of the two slopes is the contextual effect.</p>
            <p>Missing values take no part in the means and have no deviation; a row without a group gets missing values. The \
            table is read twice and never copied. In a component that is executed by streaming each row goes on as soon as it is \
            split, after a first reading of all.</p>
            """;

    private static final CentringNode NODE = new CentringNode();

    private static final DefaultNode DEFINITION = DefaultNode.create()
            .name("Group Centring")
            .icon("centering.png")
            .shortDescription("Appends group means and deviations from them, for between and within effects.")
            .fullDescription(DESCRIPTION)
            .sinceVersion(5, 8, 0)
            .ports(ports -> ports.addInputTable("Data", "The rows, with a group column and numeric columns.")
                    .addOutputTable("Centred data", "The same rows with the group means and deviations appended."))
            .model(NODE::model)
            .nodeType(NodeType.Manipulator)
            .keywords(Keywords.with(
                    "centring", "centering", "group mean centring", "within between", "contextual effect", "demean"));

    /** Creates the factory. */
    public GroupCenteringNodeFactory() {
        super(DEFINITION, NODE);
    }
}

package org.multilevel.knime.centering;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.streamable.PortInput;
import org.knime.core.node.streamable.RowInput;
import org.knime.core.node.streamable.RowOutput;
import org.multilevel.data.groups.GroupMeans;
import org.multilevel.knime.Sentences;
import org.multilevel.knime.streaming.StreamedOperator;

/** Gathers the means of groups from rows that come one by one, and splits those rows when they come again. */
final class CentringOperator extends StreamedOperator {
    private final Supplier<GroupCentringParameters> parameters;

    CentringOperator(Supplier<GroupCentringParameters> parameters) {
        this.parameters = parameters;
    }

    @Override
    public void runIntermediate(PortInput[] in, ExecutionContext context)
            throws KNIMEException, CanceledExecutionException {
        RowInput rows = (RowInput) in[0];
        leave(Sentences.executing(() -> new GatheredMeans(
                CentredTable.of(rows.getDataTableSpec(), parameters.get()).means(rows, context))));
        rows.close();
    }

    @Override
    protected List<String> run(PortInput[] in, RowOutput made, ExecutionContext context)
            throws KNIMEException, CanceledExecutionException, InterruptedException {
        RowInput rows = (RowInput) in[0];
        CentredTable centred = Sentences.executing(() -> CentredTable.of(rows.getDataTableSpec(), parameters.get()));
        GroupMeans means = Sentences.executing(() -> means(centred));
        List<String> remarks = new ArrayList<>();
        centred.guessed().ifPresent(remarks::add);
        remarks.addAll(centred.centre(means, rows, made, context).sentences());
        return remarks;
    }

    private GroupMeans means(CentredTable centred) {
        if (left() instanceof GatheredMeans gathered) {
            return gathered.of(centred.centring());
        }
        throw new IllegalStateException("KNIME reads the rows for their means before they are split");
    }
}

package org.multilevel.knime.centering;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.multilevel.knime.Sentences;
import org.multilevel.knime.streaming.StreamedNode;
import org.multilevel.knime.streaming.StreamedOperator;

/** What group centring does: rows are read for the means of their groups, then again to be split. */
final class CentringNode implements StreamedNode<GroupCentringParameters> {
    @Override
    public Class<GroupCentringParameters> parametersClass() {
        return GroupCentringParameters.class;
    }

    @Override
    public DataTableSpec configure(PortObjectSpec[] in, GroupCentringParameters parameters, Consumer<String> warning)
            throws InvalidSettingsException {
        CentredTable centred = Sentences.configuring(() -> CentredTable.of((DataTableSpec) in[0], parameters));
        centred.guessed().ifPresent(warning);
        return centred.spec();
    }

    @Override
    public BufferedDataTable execute(
            PortObject[] in, GroupCentringParameters parameters, ExecutionContext context, Consumer<String> warning)
            throws KNIMEException, CanceledExecutionException {
        BufferedDataTable rows = (BufferedDataTable) in[0];
        List<String> remarks = new ArrayList<>();
        CentredTable.Result result = Sentences.executing(() -> {
            CentredTable centred = CentredTable.of(rows.getDataTableSpec(), parameters);
            centred.guessed().ifPresent(remarks::add);
            return centred.centre(rows, context);
        });
        remarks.addAll(result.summary().sentences());
        Sentences.warn(warning, remarks);
        return result.table();
    }

    @Override
    public int streamedInput() {
        return 0;
    }

    @Override
    public boolean readsRowsBefore() {
        return true;
    }

    @Override
    public StreamedOperator operator(Supplier<GroupCentringParameters> parameters) {
        return new CentringOperator(parameters);
    }
}

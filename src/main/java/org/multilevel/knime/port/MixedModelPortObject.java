package org.multilevel.knime.port;

import java.awt.Font;
import java.io.IOException;
import java.util.zip.ZipEntry;
import javax.swing.JComponent;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import org.jspecify.annotations.Nullable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.NodeLogger;
import org.knime.core.node.port.AbstractPortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortObjectZipInputStream;
import org.knime.core.node.port.PortObjectZipOutputStream;
import org.knime.core.node.port.PortType;
import org.knime.core.node.port.PortTypeRegistry;
import org.multilevel.error.DataException;
import org.multilevel.model.MixedModel;
import org.multilevel.result.Summary;

/** Carries a fitted model from node to node and into a saved workflow, in the core's own model format. */
public final class MixedModelPortObject extends AbstractPortObject {
    /** The type of the ports that carry models. */
    public static final PortType TYPE = PortTypeRegistry.getInstance().getPortType(MixedModelPortObject.class);

    private static final String FILE = "model.json";
    private static final int FONT_SIZE = 12;

    /** Reads and writes port objects of this kind. */
    public static final class Serializer extends AbstractPortObjectSerializer<MixedModelPortObject> {
        static {
            registerView();
        }

        /**
         * KNIME makes the serializer before it knows of this kind of port, so its view is known in time.
         *
         * <p>Where KNIME has no such views, or other ones, the port has the view of the classic user interface alone. The port's own
         * class must not be initialised here, which asks KNIME for the kind of port.
         */
        private static void registerView() {
            try {
                ModelPortView.register();
            } catch (LinkageError | RuntimeException e) {
                NodeLogger.getLogger(Serializer.class).debug("The model port has no view: " + e, e);
            }
        }
    }

    private @Nullable Content content;

    /** What a port object holds. */
    private record Content(MixedModel model, MixedModelPortObjectSpec spec) {}

    /** Creates the object that KNIME then loads. */
    public MixedModelPortObject() {}

    /** Creates the port object of a fitted model. */
    public MixedModelPortObject(MixedModel model, MixedModelPortObjectSpec spec) {
        this.content = new Content(model, spec);
    }

    /** Returns the model. */
    public MixedModel model() {
        return content().model();
    }

    @Override
    public MixedModelPortObjectSpec getSpec() {
        return content().spec();
    }

    private Content content() {
        if (content == null) {
            throw new IllegalStateException("not loaded");
        }
        return content;
    }

    /** Returns the model's summary, with intervals of the level that was asked for. */
    public String summaryText() {
        return Summary.of(model()).withInference(getSpec().inference()).text();
    }

    @Override
    public String getSummary() {
        MixedModelPortObjectSpec spec = getSpec();
        return spec.family()
                .map(family -> "Generalised linear mixed model " + spec.formula() + " (" + family.distribution() + ")")
                .orElseGet(() -> "Linear mixed model " + spec.formula() + residuals() + " (" + spec.method() + ")");
    }

    private String residuals() {
        return model().hasResidualStructure() ? ", " + model().structureWords() : "";
    }

    @Override
    public JComponent[] getViews() {
        JTextArea text = new JTextArea(summaryText());
        text.setEditable(false);
        text.setFont(new Font(Font.MONOSPACED, Font.PLAIN, FONT_SIZE));
        text.setCaretPosition(0);
        JScrollPane view = new JScrollPane(text);
        view.setName("Summary");
        return new JComponent[] {view};
    }

    @Override
    protected void save(PortObjectZipOutputStream out, ExecutionMonitor monitor)
            throws IOException, CanceledExecutionException {
        monitor.checkCanceled();
        out.putNextEntry(new ZipEntry(FILE));
        try {
            model().write(out);
        } catch (DataException e) {
            throw new IOException(e.getMessage(), e);
        }
        out.closeEntry();
    }

    @Override
    protected void load(PortObjectZipInputStream in, PortObjectSpec spec, ExecutionMonitor monitor)
            throws IOException, CanceledExecutionException {
        monitor.checkCanceled();
        ZipEntry entry = in.getNextEntry();
        if (entry == null || !entry.getName().equals(FILE)) {
            throw new IOException(
                    "The model port is damaged: it holds no " + FILE + "; execute the node that made it again.");
        }
        content = new Content(read(in), (MixedModelPortObjectSpec) spec);
        if (!model().formula().equals(getSpec().formula())) {
            throw new IOException("The model port is damaged: its model is " + model().formula()
                    + ", but its description says " + getSpec().formula() + "; execute the node that made it again.");
        }
    }

    private static MixedModel read(PortObjectZipInputStream in) throws IOException {
        try {
            return MixedModel.read(in, "The content of the model port");
        } catch (DataException e) {
            throw new IOException(e.getMessage() + " Executing the node that made the model makes it anew.", e);
        }
    }
}

package org.multilevel.knime.port;

import java.util.List;
import java.util.Optional;
import org.knime.core.webui.data.InitialDataService;
import org.knime.core.webui.data.RpcDataService;
import org.knime.core.webui.node.port.PortView;
import org.knime.core.webui.node.port.PortViewFactory;
import org.knime.core.webui.node.port.PortViewManager;
import org.knime.core.webui.node.port.PortViewManager.PortViewDescriptor;
import org.knime.core.webui.page.Page;
import org.multilevel.report.ReportDocument;
import org.multilevel.report.ReportPage;

/**
 * The view of a model port in KNIME's modern user interface: the report on the model, as in the learner's view, without what needs
 * rows.
 *
 * <p>KNIME has no extension point for such views and calls these classes its own, so nothing else may depend on this one.
 */
final class ModelPortView implements PortView {
    private final MixedModelPortObject port;

    private ModelPortView(MixedModelPortObject port) {
        this.port = port;
    }

    /** Makes the view known to KNIME, for ports of executed nodes. */
    static void register() {
        PortViewFactory<MixedModelPortObject> factory = ModelPortView::new;
        PortViewManager.registerPortViews(
                // The name, since a port type cannot be asked for while KNIME collects them.
                MixedModelPortObject.class.getName(),
                List.of(new PortViewDescriptor("Model", factory)),
                List.of(),
                List.of(0));
    }

    @Override
    public Page getPage() {
        return Page.create().fromString(() -> ReportPage.html()).relativePath("report.html");
    }

    @Override
    @SuppressWarnings("unchecked") // Whoever asks knows no more of the type than that it becomes JSON.
    public <D> Optional<InitialDataService<D>> createInitialDataService() {
        return Optional.of((InitialDataService<D>)
                InitialDataService.builder(this::document).build());
    }

    private String document() {
        return ReportDocument.of(port.model(), port.getSpec().inference()).json();
    }

    @Override
    public Optional<RpcDataService> createRpcDataService() {
        return Optional.empty();
    }
}

package org.knime.core.webui.node.port;

import java.util.Optional;
import org.knime.core.webui.UIExtension;
import org.knime.core.webui.data.ApplyDataService;
import org.knime.core.webui.data.DataServiceProvider;

/** The view of a port; a stand-in with the signatures of KNIME's. */
@SuppressWarnings("unchecked")
public interface PortView extends UIExtension, DataServiceProvider {
    @Override
    default Optional<ApplyDataService<?>> createApplyDataService() {
        return Optional.empty();
    }
}

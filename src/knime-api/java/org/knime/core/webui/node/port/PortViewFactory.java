package org.knime.core.webui.node.port;

import org.knime.core.node.port.PortObject;

/** Makes the view of a port; a stand-in with the signatures of KNIME's. */
public interface PortViewFactory<T extends PortObject> {
    PortView createPortView(T portObject);
}

package org.multilevel.knime.harness;

import java.util.List;
import java.util.Optional;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.port.PortObjectSpec;

/** What a node has said before it executes; a specification is null where it is not known yet. */
public record Configured(List<PortObjectSpec> specs, Optional<String> warning) {
    public DataTableSpec table(int port) {
        return (DataTableSpec) specs.get(port);
    }
}

package org.knime.core.webui.data;

import java.util.Optional;

/** What serves a page with data; a stand-in with the signatures of KNIME's. */
public interface DataServiceProvider {
    <D> Optional<InitialDataService<D>> createInitialDataService();

    Optional<RpcDataService> createRpcDataService();

    <D> Optional<ApplyDataService<D>> createApplyDataService();
}

package org.knime.core.webui.data;

/** Answers what a page asks; a stand-in with the signatures of KNIME's. */
public final class RpcDataService {
    private RpcDataService() {}
}

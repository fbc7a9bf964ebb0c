package org.knime.core.webui.data;

/** Takes what a page has changed; a stand-in with the signatures of KNIME's. */
public final class ApplyDataService<D> {
    private ApplyDataService() {}
}

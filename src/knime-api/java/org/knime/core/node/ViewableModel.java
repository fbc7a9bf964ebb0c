package org.knime.core.node;

/** What has views in the classic user interface; a stand-in with the signatures of KNIME's. */
public interface ViewableModel {}

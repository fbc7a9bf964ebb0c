package org.knime.core.webui;

import org.knime.core.webui.page.Page;

/** What has a page; a stand-in with the signatures of KNIME's. */
public interface UIExtension {
    Page getPage();
}

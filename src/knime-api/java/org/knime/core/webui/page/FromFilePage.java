package org.knime.core.webui.page;

/** A page from a file of the bundle; a stand-in with the signatures of KNIME's. */
public sealed class FromFilePage extends Page permits ReusablePage {
    FromFilePage(Class<?> clazz, String basePath, String relativeFilePath) {
        super(relativeFilePath, () -> clazz.getResourceAsStream("/" + basePath + "/" + relativeFilePath), null);
    }
}

package org.knime.core.webui.page;

/** A page that several views share; a stand-in with the signatures of KNIME's. */
public final class ReusablePage extends FromFilePage {
    private final String name;

    ReusablePage(Class<?> clazz, String basePath, String relativeFilePath, String name) {
        super(clazz, basePath, relativeFilePath);
        this.name = name;
    }

    public String getPageId() {
        return name;
    }
}

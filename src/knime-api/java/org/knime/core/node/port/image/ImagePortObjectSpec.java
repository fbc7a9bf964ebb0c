package org.knime.core.node.port.image;

import javax.swing.JComponent;
import org.knime.core.data.DataType;
import org.knime.core.data.image.png.PNGImageContent;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.ModelContentRO;
import org.knime.core.node.ModelContentWO;
import org.knime.core.node.port.AbstractSimplePortObjectSpec;

/** The kind of an image, here always PNG; a stand-in with the signatures of KNIME's. */
public final class ImagePortObjectSpec extends AbstractSimplePortObjectSpec {
    /** Saves and loads specifications. */
    public static final class Serializer extends AbstractSimplePortObjectSpecSerializer<ImagePortObjectSpec> {}

    private DataType type;

    public ImagePortObjectSpec() {}

    public ImagePortObjectSpec(DataType type) {
        this.type = type;
    }

    public DataType getDataType() {
        return type;
    }

    @Override
    public JComponent[] getViews() {
        return new JComponent[0];
    }

    @Override
    protected void load(ModelContentRO model) throws InvalidSettingsException {
        type = PNGImageContent.TYPE;
    }

    @Override
    protected void save(ModelContentWO model) {}
}

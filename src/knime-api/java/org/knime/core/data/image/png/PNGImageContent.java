package org.knime.core.data.image.png;

import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import javax.imageio.ImageIO;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataType;
import org.knime.core.data.image.ImageContent;

/** A PNG image, which is read at once; a stand-in with the signatures of KNIME's. */
public class PNGImageContent implements ImageContent {
    public static final DataType TYPE = DataType.getType(PNGImageCell.class);

    private final byte[] bytes;
    private final BufferedImage image;

    public PNGImageContent(byte[] imageBytes) {
        bytes = imageBytes;
        try {
            image = ImageIO.read(new ByteArrayInputStream(imageBytes));
        } catch (IOException e) {
            throw new IllegalArgumentException("Image can't be read", e);
        }
        if (image == null) {
            throw new IllegalArgumentException("ImageIO returned null while reading image bytes");
        }
    }

    public PNGImageContent(InputStream is) throws IOException {
        this(is.readAllBytes());
    }

    public byte[] getByteArray() {
        return bytes.clone();
    }

    public Image getImage() {
        return image;
    }

    @Override
    public void paint(Graphics2D g, int width, int height) {
        g.drawImage(image, 0, 0, width, height, null);
    }

    @Override
    public Dimension getPreferredSize() {
        return new Dimension(image.getWidth(), image.getHeight());
    }

    @Override
    public DataCell toImageCell() {
        return new PNGImageCell(this);
    }

    @Override
    public void save(OutputStream output) throws IOException {
        output.write(bytes);
    }

    @Override
    public String getSummary() {
        return "PNG image";
    }
}

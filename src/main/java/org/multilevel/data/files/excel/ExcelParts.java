package org.multilevel.data.files.excel;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.multilevel.data.files.source.Damage;

/** The XML documents of which a workbook is made, zipped; what does not have the sum that the archive gives for it is damaged. */
final class ExcelParts implements Closeable {
    private final Path file;
    private final ZipFile zip;
    private final XMLInputFactory factory;

    private ExcelParts(Path file, ZipFile zip) {
        this.file = file;
        this.zip = zip;
        this.factory = XMLInputFactory.newDefaultFactory();
        // Whoever made the file must not make this program read others.
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    }

    static ExcelParts open(Path file) {
        try {
            return new ExcelParts(file, new ZipFile(file.toFile()));
        } catch (ZipException e) {
            throw Damage.of(file, "it is no whole archive", e);
        } catch (IOException e) {
            throw Damage.unreadable(file, e);
        }
    }

    boolean has(String name) {
        return zip.getEntry(name) != null;
    }

    /** A document that is read from its begin to its end. */
    interface Reading<T> {
        T read(XMLStreamReader xml) throws XMLStreamException;
    }

    /** Reads a document whole. */
    <T> T read(String name, Reading<T> reading) {
        try (Document document = document(name)) {
            T result = reading.read(document.xml());
            document.finish();
            return result;
        } catch (XMLStreamException e) {
            throw damaged(name, e);
        }
    }

    /** Opens a document. */
    Document document(String name) {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw Damage.of(file, "it has no part " + name);
        }
        try {
            Summed in = new Summed(zip.getInputStream(entry), entry);
            return new Document(name, in, factory.createXMLStreamReader(text(in)));
        } catch (XMLStreamException e) {
            throw damaged(name, e);
        } catch (IOException e) {
            throw Damage.of(file, "its part " + name + " cannot be unzipped", e);
        }
    }

    /** Java's XML reader prints what is wrong with bytes, so it gets characters. */
    private static Reader text(Summed in) throws IOException {
        PushbackInputStream bytes = new PushbackInputStream(in, 2);
        byte[] first = bytes.readNBytes(2);
        bytes.unread(first);
        boolean wide = first.length == 2 && (first[0] & 0xFF) + (first[1] & 0xFF) == 0xFE + 0xFF;
        return new InputStreamReader(
                bytes,
                (wide ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8)
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    RuntimeException damaged(String name, Exception cause) {
        return Damage.of(file, "its part " + name + " is no whole XML document", cause);
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw Damage.unreadable(file, e);
        }
    }

    /** A document that is being read. */
    final class Document implements Closeable {
        private final String name;
        private final Summed in;
        private final XMLStreamReader xml;

        Document(String name, Summed in, XMLStreamReader xml) {
            this.name = name;
            this.in = in;
            this.xml = xml;
        }

        XMLStreamReader xml() {
            return xml;
        }

        String name() {
            return name;
        }

        /** Goes to the end, where the sum is compared. */
        void finish() {
            try {
                while (xml.hasNext()) {
                    xml.next();
                }
                in.transferTo(OutputStream.nullOutputStream());
            } catch (XMLStreamException e) {
                throw damaged(name, e);
            } catch (IOException e) {
                throw Damage.of(file, "its part " + name + " cannot be unzipped", e);
            }
        }

        @Override
        public void close() {
            try {
                in.end();
            } catch (IOException e) {
                throw Damage.unreadable(file, e);
            }
        }
    }

    /** Bytes whose sum is compared at their end. */
    private static final class Summed extends FilterInputStream {
        private final ZipEntry entry;
        private final CRC32 sum = new CRC32();

        Summed(InputStream in, ZipEntry entry) {
            super(in);
            this.entry = entry;
        }

        /** The XML reader closes what it has read, but there is still the sum to be compared. */
        @Override
        public void close() {}

        void end() throws IOException {
            in.close();
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int n = in.read(target, offset, length);
            if (n > 0) {
                sum.update(target, offset, n);
            } else if (n < 0 && entry.getCrc() >= 0 && entry.getCrc() != sum.getValue()) {
                throw new ZipException("the bytes do not have the sum that belongs to them");
            }
            return n;
        }
    }
}

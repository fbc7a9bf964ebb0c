package org.knime.core.node.config.base;

import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.StringReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** The XML form of a configuration, as it stands in the settings.xml of a saved node. Only the stand-in has it. */
final class ConfigXml {
    private static final Pattern ESCAPED = Pattern.compile("%%(\\d{5})");

    private ConfigXml() {}

    /** Closes the stream when all is written, as KNIME does. */
    static void write(ConfigBase config, OutputStream out) throws IOException {
        try (Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
            writer.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
            write(
                    config,
                    writer,
                    "",
                    " xmlns=\"http://www.knime.org/2008/09/XMLConfig\""
                            + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
                            + " xsi:schemaLocation=\"http://www.knime.org/2008/09/XMLConfig"
                            + " http://www.knime.org/XMLConfig_2008_09.xsd\"");
        }
    }

    private static void write(ConfigBase config, Writer writer, String indent, String attributes) throws IOException {
        boolean empty = config.entries().isEmpty();
        String end = empty ? "/>\n" : ">\n";
        writer.write(indent + "<config" + attributes + " key=\"" + xml(config.getKey()) + "\"" + end);
        for (Map.Entry<String, Object> entry : config.entries().entrySet()) {
            Object value = entry.getValue();
            if (value instanceof ConfigBase child) {
                write(child, writer, indent + "    ", "");
            } else {
                boolean isNull = value == ConfigEntry.NULL;
                writer.write(indent + "    <entry key=\"" + xml(entry.getKey()) + "\" type=\"" + type(value) + "\""
                        + (isNull ? " isnull=\"true\"" : "") + " value=\""
                        + (isNull ? "" : xml(escape(value.toString()))) + "\"/>\n");
            }
        }
        if (!empty) {
            writer.write(indent + "</config>\n");
        }
    }

    private static String type(Object value) {
        if (value == ConfigEntry.NULL) {
            return "xstring";
        }
        return value instanceof Integer
                ? "xint"
                : "x" + value.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /** Control characters, surrogates and what looks like an escape stand as %% and five digits. */
    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 32 || c > 0xd7ff || text.startsWith("%%", i)) {
                escaped.append(String.format("%%%%%05d", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static String unescape(String text) {
        return ESCAPED.matcher(text)
                .replaceAll(
                        match -> Matcher.quoteReplacement(Character.toString((char) Integer.parseInt(match.group(1)))));
    }

    private static String xml(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    static void read(ConfigBase config, InputStream in) throws IOException {
        try {
            SAXParserFactory.newInstance()
                    .newSAXParser()
                    .parse(new ByteArrayInputStream(in.readAllBytes()), new Handler(config));
        } catch (SAXException | ParserConfigurationException e) {
            throw new IOException("Unable to parse xml: " + e.getMessage(), e);
        }
    }

    private static final class Handler extends DefaultHandler {
        private final Deque<ConfigBase> open = new ArrayDeque<>();
        private final ConfigBase root;

        Handler(ConfigBase root) {
            this.root = root;
        }

        @Override
        public InputSource resolveEntity(String publicId, String systemId) {
            return new InputSource(new StringReader(""));
        }

        @Override
        public void startElement(String uri, String localName, String name, Attributes attributes) throws SAXException {
            String key = attributes.getValue("key");
            if (name.equals("config")) {
                ConfigBase parent = open.peek();
                if (parent == null) {
                    root.rename(key);
                }
                open.push(parent == null ? root : parent.addConfigBase(key));
            } else if (name.equals("entry")) {
                boolean isNull = "true".equals(attributes.getValue("isnull"));
                String value = unescape(attributes.getValue("value"));
                open.element().put(key, isNull ? ConfigEntry.NULL : value(attributes.getValue("type"), value));
            } else {
                throw new SAXException("\"" + name + "\" is not a valid tag name.");
            }
        }

        private static Object value(String type, String text) throws SAXException {
            return switch (type) {
                case "xstring" -> text;
                case "xint" -> Integer.valueOf(text);
                case "xlong" -> Long.valueOf(text);
                case "xshort" -> Short.valueOf(text);
                case "xbyte" -> Byte.valueOf(text);
                case "xfloat" -> Float.valueOf(text);
                case "xdouble" -> Double.valueOf(text);
                case "xboolean" -> Boolean.valueOf(text);
                default -> throw new SAXException("Invalid type ('" + type + "')");
            };
        }

        @Override
        public void endElement(String uri, String localName, String name) {
            if (name.equals("config")) {
                open.pop();
            }
        }
    }
}

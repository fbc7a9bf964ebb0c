package org.multilevel.knime.bundle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What a plugin.xml adds to KNIME. */
final class Extensions {
    private final Element plugin;

    private Extensions(Element plugin) {
        this.plugin = plugin;
    }

    static Extensions read(byte[] file) throws IOException {
        try {
            return new Extensions(DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(file))
                    .getDocumentElement());
        } catch (ParserConfigurationException | SAXException problem) {
            throw new IOException(problem);
        }
    }

    Set<String> nodeFactories() {
        return values("node", "factory-class");
    }

    Set<String> nodeCategories() {
        return values("node", "category-path");
    }

    /** The path of the category. */
    String category() {
        return value("category", "path") + "/" + value("category", "level-id");
    }

    String categoryIcon() {
        return value("category", "icon");
    }

    Set<String> portClasses() {
        Set<String> classes = values("portType", "objectClass");
        classes.addAll(values("portType", "specClass"));
        return classes;
    }

    Set<String> serializers() {
        Set<String> classes = values("portType", "objectSerializer");
        classes.addAll(values("portType", "specSerializer"));
        return classes;
    }

    private String value(String element, String attribute) {
        return values(element, attribute).iterator().next();
    }

    private Set<String> values(String element, String attribute) {
        NodeList elements = plugin.getElementsByTagName(element);
        Set<String> values = new TreeSet<>();
        for (int i = 0; i < elements.getLength(); i++) {
            values.add(((Element) elements.item(i)).getAttribute(attribute));
        }
        return values;
    }
}

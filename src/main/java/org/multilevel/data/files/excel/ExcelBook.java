package org.multilevel.data.files.excel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What a workbook says about its sheets.
 *
 * @param sheets the part of each sheet by its name
 * @param texts the texts that its cells share
 * @param dates for each style of cells whether it shows a number as a day
 * @param from1904 whether days count from 1904 and not from 1900
 */
record ExcelBook(Map<String, String> sheets, List<String> texts, List<Boolean> dates, boolean from1904) {
    private static final String BOOK = "xl/workbook.xml";
    private static final String RELATIONS = "xl/_rels/workbook.xml.rels";
    private static final String TEXTS = "xl/sharedStrings.xml";
    /** How the type of the relation to the styles ends. */
    private static final String STYLES = "/styles";
    /** Java keeps two bytes a character; half of the memory is for others. */
    private static final int SHARE_OF_MEMORY = 8;

    /** Reads it all. */
    static ExcelBook read(ExcelParts parts) {
        Map<String, String> targets = parts.has(RELATIONS) ? parts.read(RELATIONS, ExcelBook::targets) : Map.of();
        Map<String, String> sheets = new LinkedHashMap<>();
        boolean from1904 = parts.read(BOOK, xml -> sheets(xml, targets, sheets));
        // Without its texts, no cell that has one can be read; but without its styles, dates would be numbers.
        String styles = targets.getOrDefault(STYLES, "");
        List<String> texts = parts.has(TEXTS) ? parts.read(TEXTS, ExcelBook::texts) : List.of();
        List<Boolean> dates = styles.isEmpty() ? List.of() : parts.read(styles, ExcelStyles::dates);
        return new ExcelBook(sheets, texts, dates, from1904);
    }

    /** Returns the parts by the names of their relations, and that of the styles by its type. */
    private static Map<String, String> targets(XMLStreamReader xml) throws XMLStreamException {
        Map<String, String> targets = new HashMap<>();
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT
                    && xml.getLocalName().equals("Relationship")) {
                String target = attribute(xml, "Target");
                String part = target.startsWith("/") ? target.substring(1) : "xl/" + target;
                targets.put(attribute(xml, "Id"), part);
                if (attribute(xml, "Type").endsWith(STYLES)) {
                    targets.put(STYLES, part);
                }
            }
        }
        return targets;
    }

    private static boolean sheets(XMLStreamReader xml, Map<String, String> targets, Map<String, String> sheets)
            throws XMLStreamException {
        boolean from1904 = false;
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                if (xml.getLocalName().equals("workbookPr")) {
                    from1904 = List.of("1", "true").contains(attribute(xml, "date1904"));
                } else if (xml.getLocalName().equals("sheet")) {
                    String part = targets.getOrDefault(attribute(xml, "id"), "");
                    sheets.put(attribute(xml, "name"), part);
                }
            }
        }
        return from1904;
    }

    private static List<String> texts(XMLStreamReader xml) throws XMLStreamException {
        List<String> texts = new ArrayList<>();
        long left = Runtime.getRuntime().maxMemory() / SHARE_OF_MEMORY;
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT
                    && xml.getLocalName().equals("si")) {
                String text = text(xml, "si");
                texts.add(text);
                left -= text.length() + 32;
                if (left < 0) {
                    throw new XMLStreamException("the texts do not fit into the memory that Java may use");
                }
            }
        }
        return texts;
    }

    /** Returns the text of an element at whose start the reader is, without that which says how to pronounce it. */
    static String text(XMLStreamReader xml, String element) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        boolean within = false;
        int spoken = 0;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                within = xml.getLocalName().equals("t");
                spoken += xml.getLocalName().equals("rPh") ? 1 : 0;
            } else if (event == XMLStreamConstants.CHARACTERS && within && spoken == 0) {
                text.append(xml.getText());
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                within = false;
                spoken -= xml.getLocalName().equals("rPh") ? 1 : 0;
                if (xml.getLocalName().equals(element)) {
                    break;
                }
            }
        }
        return text.toString();
    }

    /** Returns the value of an attribute of that local name, empty where there is none. */
    static String attribute(XMLStreamReader xml, String name) {
        for (int k = 0; k < xml.getAttributeCount(); k++) {
            if (xml.getAttributeLocalName(k).equals(name)) {
                return xml.getAttributeValue(k);
            }
        }
        return "";
    }

    boolean isDate(String style) {
        return style.matches("\\d{1,9}")
                && Integer.parseInt(style) < dates.size()
                && dates.get(Integer.parseInt(style));
    }
}

package org.multilevel.data.files.excel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Finds the styles of cells that show a number as a day, with or without its time; a time alone is a number. */
final class ExcelStyles {
    private ExcelStyles() {}

    /** Returns for each style of cells whether it shows days. */
    static List<Boolean> dates(XMLStreamReader xml) throws XMLStreamException {
        Map<String, String> formats = new HashMap<>();
        List<Boolean> dates = new ArrayList<>();
        boolean ofCells = false;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                switch (xml.getLocalName()) {
                    case "numFmt" ->
                        formats.put(ExcelBook.attribute(xml, "numFmtId"), ExcelBook.attribute(xml, "formatCode"));
                    case "cellXfs" -> ofCells = true;
                    case "xf" -> {
                        if (ofCells) {
                            dates.add(isDate(ExcelBook.attribute(xml, "numFmtId"), formats));
                        }
                    }
                    default -> {
                        // Fonts and colours say nothing about values.
                    }
                }
            } else if (event == XMLStreamConstants.END_ELEMENT
                    && xml.getLocalName().equals("cellXfs")) {
                ofCells = false;
            }
        }
        return dates;
    }

    private static boolean isDate(String id, Map<String, String> formats) {
        String format = formats.get(id);
        if (format != null) {
            String plain = format.toLowerCase(Locale.ROOT)
                    .replaceAll("\"[^\"]*\"|\\\\.|\\[[^\\]]*\\]|_.|\\*.", "")
                    .replaceAll(";.*", "");
            return plain.indexOf('y') >= 0 || plain.indexOf('d') >= 0;
        }
        if (!id.matches("\\d{1,4}")) {
            return false;
        }
        int number = Integer.parseInt(id);
        return (number >= 14 && number <= 17)
                || number == 22
                || (number >= 27 && number <= 31)
                || number == 36
                || (number >= 50 && number <= 58);
    }
}

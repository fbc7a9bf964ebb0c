package org.multilevel.data.files.excel;

import java.io.Closeable;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.multilevel.data.NumberLabel;

/** The cells of one row of a sheet after another, but for rows without any. */
final class ExcelCells implements Closeable {
    /** Excel has no more columns. */
    private static final int MOST_COLUMNS = 16_384;

    private static final double SECONDS_PER_DAY = 86_400;

    private final ExcelBook book;
    private final ExcelParts.Document document;
    private final XMLStreamReader xml;
    /** The day at which the sheet starts to count; before March 1900 there is one more, which never was. */
    private final long zero;

    private double[] numbers = new double[16];
    private String[] texts = new String[16];
    private boolean[] dates = new boolean[16];
    private boolean[] uncomputed = new boolean[16];
    private int width;

    ExcelCells(ExcelBook book, ExcelParts.Document document) {
        this.book = book;
        this.document = document;
        this.xml = document.xml();
        this.zero = (book.from1904() ? LocalDate.of(1904, 1, 1) : LocalDate.of(1899, 12, 30)).toEpochDay();
        Arrays.fill(texts, "");
    }

    /** Goes to the next row that is not empty; at the end of the sheet, all of it is compared with its sum. */
    boolean next() {
        try {
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equals("row")
                        && row()) {
                    return true;
                }
            }
        } catch (XMLStreamException e) {
            throw new IllegalArgumentException("the sheet " + document.name() + " is no whole XML document", e);
        }
        document.finish();
        return false;
    }

    /** Returns whether the row has a value. */
    private boolean row() throws XMLStreamException {
        Arrays.fill(numbers, Double.NaN);
        Arrays.fill(texts, "");
        Arrays.fill(dates, false);
        Arrays.fill(uncomputed, false);
        width = 0;
        boolean filled = false;
        int column = -1;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("c")) {
                String reference = ExcelBook.attribute(xml, "r");
                column = reference.isEmpty() ? column + 1 : column(reference);
                if (column < 0 || column >= MOST_COLUMNS) {
                    throw new IllegalArgumentException("the cell " + reference + " is none of a sheet");
                }
                reserve(column);
                filled |= cell(column);
            } else if (event == XMLStreamConstants.END_ELEMENT
                    && xml.getLocalName().equals("row")) {
                break;
            }
        }
        return filled;
    }

    private static int column(String reference) {
        int column = 0;
        for (int k = 0; k < Math.min(4, reference.length()); k++) {
            char c = reference.charAt(k);
            if (c < 'A' || c > 'Z') {
                break;
            }
            column = 26 * column + c - 'A' + 1;
        }
        return column - 1;
    }

    private void reserve(int column) {
        width = Math.max(width, column + 1);
        if (column >= numbers.length) {
            int old = numbers.length;
            int length = Math.max(column + 1, 2 * old);
            numbers = Arrays.copyOf(numbers, length);
            texts = Arrays.copyOf(texts, length);
            dates = Arrays.copyOf(dates, length);
            uncomputed = Arrays.copyOf(uncomputed, length);
            Arrays.fill(numbers, old, length, Double.NaN);
            Arrays.fill(texts, old, length, "");
        }
    }

    /** Reads a cell; returns whether it holds something. */
    private boolean cell(int column) throws XMLStreamException {
        String type = ExcelBook.attribute(xml, "t");
        boolean date = book.isDate(ExcelBook.attribute(xml, "s"));
        String value = "";
        boolean formula = false;
        boolean result = false;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("v")) {
                value = xml.getElementText();
                result = true;
            } else if (event == XMLStreamConstants.START_ELEMENT
                    && xml.getLocalName().equals("is")) {
                value = ExcelBook.text(xml, "is");
            } else if (event == XMLStreamConstants.START_ELEMENT
                    && xml.getLocalName().equals("f")) {
                formula = true;
            } else if (event == XMLStreamConstants.END_ELEMENT
                    && xml.getLocalName().equals("c")) {
                break;
            }
        }
        if (value.isBlank()) {
            // A result that is an empty text is there and has the type of texts.
            uncomputed[column] = formula && !(result && type.equals("str"));
            return uncomputed[column];
        }
        set(column, type, value, date);
        return true;
    }

    private void set(int column, String type, String value, boolean date) {
        switch (type) {
            case "s" ->
                texts[column] =
                        book.texts().get(Integer.parseInt(value.strip())).strip();
            case "str", "inlineStr" -> texts[column] = value.strip();
            case "b" -> texts[column] = value.strip().equals("0") ? "FALSE" : "TRUE";
            // What cannot be computed, such as #N/A, is missing.
            case "e" -> texts[column] = "";
            case "d" -> {
                numbers[column] = isoDays(value.strip());
                dates[column] = true;
            }
            default -> {
                double number = Double.parseDouble(value);
                dates[column] = date;
                numbers[column] = date ? days(number) : number;
            }
        }
    }

    private double days(double serial) {
        boolean beforeMarch1900 = !book.from1904() && serial < 60;
        return serial + zero + (beforeMarch1900 ? 1 : 0);
    }

    private static double isoDays(String text) {
        try {
            return text.length() <= 10
                    ? LocalDate.parse(text).toEpochDay()
                    : LocalDateTime.parse(text.replace("Z", "")).toEpochSecond(ZoneOffset.UTC) / SECONDS_PER_DAY;
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("\"" + text + "\" is no date", e);
        }
    }

    /** Returns how many cells the row has, with empty ones among them. */
    int width() {
        return width;
    }

    double number(int column) {
        return column < width ? numbers[column] : Double.NaN;
    }

    String text(int column) {
        return column < width ? texts[column] : "";
    }

    boolean isText(int column) {
        return column < width && !texts[column].isEmpty();
    }

    boolean isDate(int column) {
        return column < width && dates[column];
    }

    /** Returns whether a cell holds a formula and no result, as programs other than Excel write it. */
    boolean isUncomputed(int column) {
        return column < width && uncomputed[column];
    }

    /** Returns what a sheet calls a column, as in <i>AB</i>. */
    static String name(int column) {
        return (column < 26 ? "" : name(column / 26 - 1)) + (char) ('A' + column % 26);
    }

    /** Returns whether a cell holds something. */
    boolean isFilled(int column) {
        return isText(column) || !Double.isNaN(number(column)) || isUncomputed(column);
    }

    /** Returns what a cell says as a text. */
    String label(int column) {
        return isText(column) || Double.isNaN(number(column)) ? text(column) : NumberLabel.of(number(column));
    }

    @Override
    public void close() {
        document.close();
    }
}

package org.multilevel.data.files.arff;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The values of one line of an ARFF file, which stand between commas or tabs, with quotes around what holds such or blanks.
 *
 * @param texts the values
 * @param quoted for each of them whether quotes stood around it
 */
record ArffTokens(List<String> texts, List<Boolean> quoted) {

    /** Returns the values of a line. */
    static ArffTokens of(String line, boolean blanksSeparate) {
        List<String> texts = new ArrayList<>();
        List<Boolean> quoted = new ArrayList<>();
        try (Reader in = new StringReader(line)) {
            int c = in.read();
            while (c >= 0) {
                while (c == ' ' || (c == '\t' && blanksSeparate)) {
                    c = in.read();
                }
                if (c < 0 && (texts.isEmpty() || blanksSeparate)) {
                    break;
                }
                StringBuilder text = new StringBuilder();
                boolean quotes = c == '\'' || c == '"';
                if (quotes) {
                    quoted(in, c, text);
                    c = in.read();
                } else {
                    while (c >= 0 && c != ',' && c != '\t' && !(blanksSeparate && c == ' ')) {
                        text.append((char) c);
                        c = in.read();
                    }
                }
                texts.add(quotes ? text.toString() : text.toString().strip());
                quoted.add(quotes);
                while (c == ' ') {
                    c = in.read();
                }
                boolean separator = c == ',' || c == '\t';
                if (c >= 0 && !separator && !blanksSeparate) {
                    throw new IllegalArgumentException("text follows a quote");
                }
                c = separator ? in.read() : c;
                if (separator && c < 0 && !blanksSeparate) {
                    texts.add("");
                    quoted.add(false);
                }
            }
            return new ArffTokens(texts, quoted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void quoted(Reader in, int quote, StringBuilder text) throws IOException {
        for (int c = in.read(); c != quote; c = in.read()) {
            if (c < 0) {
                throw new IllegalArgumentException("a quote is not closed");
            }
            text.append(c == '\\' ? escaped(in) : String.valueOf((char) c));
        }
    }

    private static String escaped(Reader in) throws IOException {
        int c = in.read();
        return switch (c) {
            case -1 -> throw new IllegalArgumentException("a quote is not closed");
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case 'u' -> {
                StringBuilder code = new StringBuilder();
                for (int k = 0; k < 4; k++) {
                    code.append((char) in.read());
                }
                yield String.valueOf((char) Integer.parseInt(code.toString(), 16));
            }
            default -> String.valueOf((char) c);
        };
    }
}

package org.multilevel.result;

import java.util.ArrayList;
import java.util.List;

/** Sets tables and paragraphs in a fixed-width font. */
final class TextLayout {
    /** The width that paragraphs keep to. */
    static final int WIDTH = 100;

    private static final String GAP = "  ";

    private TextLayout() {}

    /**
     * Returns the lines of a table, the header first, indented by a gap.
     *
     * @param header names of the columns
     * @param leftAligned for each column whether its cells start at the left
     * @param rows cells, as many as the header has
     */
    static List<String> table(List<String> header, List<Boolean> leftAligned, List<List<String>> rows) {
        int[] widths = new int[header.size()];
        List<List<String>> all = new ArrayList<>();
        all.add(header);
        all.addAll(rows);
        for (List<String> row : all) {
            for (int c = 0; c < widths.length; c++) {
                widths[c] = Math.max(widths[c], displayWidth(clean(row.get(c))));
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : all) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < widths.length; c++) {
                String cell = clean(row.get(c));
                String padding = " ".repeat(widths[c] - displayWidth(cell));
                line.append(GAP).append(leftAligned.get(c) ? cell + padding : padding + cell);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    /** Returns the cells, all as wide as the widest, their text at the right. */
    static List<String> padLeft(List<String> cells) {
        int width = cells.stream().mapToInt(TextLayout::displayWidth).max().orElse(0);
        return cells.stream()
                .map(cell -> " ".repeat(width - displayWidth(cell)) + cell)
                .toList();
    }

    /** Returns a paragraph after a label; later lines are indented to where it starts; names in backticks stay whole. */
    static List<String> paragraph(String label, int indent, String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(label + " ".repeat(Math.max(1, indent - displayWidth(label))));
        boolean empty = true;
        for (String word : words(clean(text))) {
            if (!empty && displayWidth(line) + 1 + displayWidth(word) > WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder(" ".repeat(indent));
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }

    /** Returns how many columns of a terminal a text takes. */
    static int displayWidth(CharSequence text) {
        return text.codePoints().map(TextLayout::displayWidth).sum();
    }

    private static int displayWidth(int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        return isWide(codePoint) ? 2 : 1;
    }

    private static boolean isWide(int codePoint) {
        return codePoint >= 0x1100
                && (codePoint <= 0x115F
                        || (codePoint >= 0x2E80 && codePoint <= 0xA4CF)
                        || (codePoint >= 0xAC00 && codePoint <= 0xD7A3)
                        || (codePoint >= 0xF900 && codePoint <= 0xFAFF)
                        || (codePoint >= 0xFF00 && codePoint <= 0xFF60)
                        || (codePoint >= 0x1F300 && codePoint <= 0x1FAFF)
                        || (codePoint >= 0x20000 && codePoint <= 0x3FFFD));
    }

    /** Returns a text of at most so many characters, the end of a longer one replaced by three points. */
    static String shortened(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most - 3)) + "...";
    }

    /** Line breaks and other control characters in a label would tear the layout. */
    private static String clean(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted ^= c == '`';
            if (c == ' ' && !quoted) {
                words.add(word.toString());
                word.setLength(0);
            } else {
                word.append(c);
            }
        }
        words.add(word.toString());
        return words.stream().filter(w -> !w.isEmpty()).toList();
    }
}

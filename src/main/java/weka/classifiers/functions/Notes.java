package weka.classifiers.functions;

import java.util.List;

/** Sets the sentences that stand below a summary, as its own notes are set. */
public final class Notes {
    private static final int INDENT = 10;
    private static final int WIDTH = 100;

    private Notes() {}

    /** Returns a paragraph for each sentence. */
    public static String text(List<String> notes) {
        StringBuilder text = new StringBuilder();
        notes.forEach(note -> text.append(paragraph("Note", INDENT, note)));
        return text.toString();
    }

    /** Returns a paragraph after a label, whose later lines are indented to where it starts. */
    public static String paragraph(String label, int indent, String words) {
        StringBuilder text = new StringBuilder(label).append(" ".repeat(indent - label.length()));
        int column = indent;
        for (String word :
                (Iterable<String>) words.lines().flatMap(line -> List.of(line.split(" ", -1)).stream())::iterator) {
            if (column > indent && column + 1 + word.length() > WIDTH) {
                text.append('\n').append(" ".repeat(indent));
                column = indent;
            } else if (column > indent) {
                text.append(' ');
                column++;
            }
            text.append(word);
            column += word.length();
        }
        return text.append('\n').toString();
    }
}

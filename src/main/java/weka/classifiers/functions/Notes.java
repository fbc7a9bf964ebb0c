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
        for (String note : notes) {
            int column = INDENT;
            text.append("Note").append(" ".repeat(INDENT - "Note".length()));
            for (String word :
                    (Iterable<String>) note.lines().flatMap(line -> List.of(line.split(" ", -1)).stream())::iterator) {
                if (column > INDENT && column + 1 + word.length() > WIDTH) {
                    text.append('\n').append(" ".repeat(INDENT));
                    column = INDENT;
                } else if (column > INDENT) {
                    text.append(' ');
                    column++;
                }
                text.append(word);
                column += word.length();
            }
            text.append('\n');
        }
        return text.toString();
    }
}

package weka.gui.visualize.plugins;

/** Breaks a sentence into lines, since a message window grows as wide as its longest line. */
final class Lines {
    private static final int WIDTH = 80;

    private Lines() {}

    static String wrapped(String sentence) {
        StringBuilder text = new StringBuilder();
        int length = 0;
        for (String word : sentence.split(" ", -1)) {
            if (length > 0) {
                boolean fits = length + 1 + word.length() <= WIDTH;
                text.append(fits ? ' ' : '\n');
                length = fits ? length + 1 : 0;
            }
            text.append(word);
            length += word.length();
        }
        return text.toString();
    }
}

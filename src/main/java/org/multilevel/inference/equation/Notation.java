package org.multilevel.inference.equation;

import org.multilevel.inference.equation.Statement.Section;

/** Sets equations in one of the formats. */
sealed interface Notation permits TextNotation, LatexNotation, HtmlNotation {
    /** Returns a section as whole lines, its title included. */
    String section(Section section);

    /** Returns a sentence as whole lines. */
    String note(String sentence);

    /** Returns a text on one line, without control characters, which would break what stands around it. */
    static String line(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) || (c >= 0xD800 && c <= 0xDFFF) || c == 0xFFFE || c == 0xFFFF
                        ? ' '
                        : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}

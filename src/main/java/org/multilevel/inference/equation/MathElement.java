package org.multilevel.inference.equation;

import java.util.List;
import java.util.stream.Collectors;

/**
 * An element of MathML, for a page that makes its own elements rather than reading markup.
 *
 * @param name such as {@code mrow}
 * @param text what stands in it, if it has no children
 * @param children the elements in it, if it has no text
 */
public record MathElement(String name, String text, List<MathElement> children) {
    /** Copies the list. */
    public MathElement {
        children = List.copyOf(children);
    }

    static MathElement leaf(String name, String text) {
        return new MathElement(name, text, List.of());
    }

    static MathElement of(String name, List<MathElement> children) {
        return new MathElement(name, "", children);
    }

    static MathElement of(String name, MathElement... children) {
        return of(name, List.of(children));
    }

    static MathElement row(List<MathElement> children) {
        return of("mrow", children);
    }

    static MathElement operator(String sign) {
        return leaf("mo", sign);
    }

    /** Returns it as well-formed HTML. */
    String html() {
        return "<" + name + ">" + escaped(text)
                + children.stream().map(MathElement::html).collect(Collectors.joining()) + "</" + name + ">";
    }

    static String escaped(String text) {
        return Notation.line(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}

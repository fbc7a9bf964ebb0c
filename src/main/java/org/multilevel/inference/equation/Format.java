package org.multilevel.inference.equation;

/** How an equation is set. */
public enum Format {
    /** Plain text with the English names of Greek letters, for a terminal. */
    TEXT,
    /** LaTeX for a document with the package amsmath. */
    LATEX,
    /** A piece of HTML with MathML, which browsers and word processors show. */
    HTML;

    Notation notation() {
        return switch (this) {
            case TEXT -> new TextNotation();
            case LATEX -> new LatexNotation();
            case HTML -> new HtmlNotation();
        };
    }
}

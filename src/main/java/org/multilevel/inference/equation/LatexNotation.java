package org.multilevel.inference.equation;

import java.util.List;
import java.util.stream.Collectors;
import org.multilevel.inference.equation.Statement.Distributed;
import org.multilevel.inference.equation.Statement.Equality;
import org.multilevel.inference.equation.Statement.Normal;
import org.multilevel.inference.equation.Statement.Section;

/** Sets equations for LaTeX with amsmath; titles and notes are comments, so that the formulas can be taken as they are. */
record LatexNotation() implements Notation {
    private static final int ADDENDS_PER_LINE = 4;
    private static final String GREEK =
            " alpha beta gamma delta epsilon eta kappa lambda mu phi pi sigma tau theta zeta ";

    @Override
    public String section(Section section) {
        return note(section.title())
                + section.statements().stream()
                        .map(LatexNotation::statement)
                        .collect(Collectors.joining(" \\\\\n  ", "\\begin{align*}\n  ", "\n\\end{align*}\n"));
    }

    @Override
    public String note(String sentence) {
        return "% " + Notation.line(sentence) + "\n";
    }

    private static String statement(Statement statement) {
        if (statement instanceof Equality equality) {
            return equality(equality);
        }
        if (statement instanceof Distributed distributed) {
            return atom(distributed.response()) + " &\\sim \\text{" + distributed.distribution() + "}"
                    + distributed.parameters().stream()
                            .map(LatexNotation::atom)
                            .collect(Collectors.joining(",\\ ", "\\left(", "\\right)"));
        }
        Normal normal = (Normal) statement;
        if (normal.effects().size() == 1) {
            return atom(normal.effects().get(0)) + " &\\sim N\\left(0,\\ "
                    + atom(normal.covariance().get(0).get(0)) + "\\right)";
        }
        return matrix(normal.effects().stream().map(LatexNotation::atom).toList())
                + " &\\sim N\\left(0,\\ "
                + matrix(normal.covariance().stream()
                        .map(row -> row.stream().map(LatexNotation::atom).collect(Collectors.joining(" & ")))
                        .toList())
                + "\\right)";
    }

    private static String matrix(List<String> rows) {
        return "\\begin{pmatrix} " + String.join(" \\\\ ", rows) + " \\end{pmatrix}";
    }

    private static String equality(Equality equality) {
        StringBuilder text = new StringBuilder(atom(equality.left())).append(" &=");
        for (int k = 0; k < equality.right().size(); k++) {
            Addend addend = equality.right().get(k);
            if (k > 0 && k % ADDENDS_PER_LINE == 0) {
                text.append(" \\\\\n  &\\quad");
            }
            text.append(addend.minus() ? " - " : k == 0 ? " " : " + ");
            text.append(addend.factors().stream().map(LatexNotation::atom).collect(Collectors.joining(" \\, ")));
        }
        return text.toString();
    }

    private static String atom(Atom atom) {
        if (atom instanceof Atom.Symbol symbol) {
            return letter(symbol.letter()) + below(symbol.index());
        } else if (atom instanceof Atom.Square square) {
            return atom(square.symbol()) + "^{2}";
        } else if (atom instanceof Atom.Variable variable) {
            return "\\text{" + escaped(Notation.line(variable.name())) + "}" + below(variable.index());
        } else if (atom instanceof Atom.Quotient quotient) {
            return "\\frac{" + atom(quotient.dividend()) + "}{" + atom(quotient.divisor()) + "}";
        } else if (atom instanceof Atom.Function function) {
            return "\\operatorname{" + function.name() + "}\\left(" + atom(function.argument()) + "\\right)";
        }
        String digits = ((Atom.Value) atom).digits();
        int exponent = digits.indexOf('e');
        return exponent < 0
                ? digits
                : digits.substring(0, exponent) + " \\times 10^{" + digits.substring(exponent + 1) + "}";
    }

    private static String letter(String letter) {
        if (letter.equals("epsilon")) {
            return "\\varepsilon";
        }
        return GREEK.contains(" " + letter + " ") ? "\\" + letter : letter;
    }

    private static String below(String index) {
        return index.isEmpty() ? "" : "_{" + index + "}";
    }

    /** Returns a text of which TeX reads every character as itself. */
    private static String escaped(String text) {
        return text.codePoints()
                .mapToObj(c -> switch (c) {
                    case '\\' -> "\\textbackslash{}";
                    case '^' -> "\\textasciicircum{}";
                    case '~' -> "\\textasciitilde{}";
                    case '<' -> "\\textless{}";
                    case '>' -> "\\textgreater{}";
                    case '|' -> "\\textbar{}";
                    case '"' -> "\\textquotedbl{}";
                    case '`' -> "\\textasciigrave{}";
                    case '{', '}', '$', '&', '#', '%', '_' -> "\\" + Character.toString(c);
                    default -> Character.toString(c);
                })
                .collect(Collectors.joining());
    }
}

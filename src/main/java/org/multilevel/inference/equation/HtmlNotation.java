package org.multilevel.inference.equation;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.multilevel.inference.equation.Statement.Equality;
import org.multilevel.inference.equation.Statement.Normal;
import org.multilevel.inference.equation.Statement.Section;

/** Sets equations as well-formed HTML with MathML. */
record HtmlNotation() implements Notation {
    private static final String MATH = "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" display=\"block\">";
    private static final Map<String, String> GREEK = Map.ofEntries(
            Map.entry("beta", "\u03b2"),
            Map.entry("gamma", "\u03b3"),
            Map.entry("pi", "\u03c0"),
            Map.entry("lambda", "\u03bb"),
            Map.entry("kappa", "\u03ba"),
            Map.entry("delta", "\u03b4"),
            Map.entry("eta", "\u03b7"),
            Map.entry("zeta", "\u03b6"),
            Map.entry("tau", "\u03c4"),
            Map.entry("sigma", "\u03c3"),
            Map.entry("epsilon", "\u03b5"));

    @Override
    public String section(Section section) {
        return section.statements().stream()
                .map(statement -> MATH + statement(statement) + "</math>\n")
                .collect(Collectors.joining(
                        "", "<section>\n<h3>" + escaped(section.title()) + "</h3>\n", "</section>\n"));
    }

    @Override
    public String note(String sentence) {
        return "<p>" + escaped(sentence) + "</p>\n";
    }

    private static String statement(Statement statement) {
        if (statement instanceof Equality equality) {
            return row(atom(equality.left()) + operator("=") + sum(equality.right()));
        }
        Normal normal = (Normal) statement;
        boolean one = normal.effects().size() == 1;
        String effects = one
                ? atom(normal.effects().get(0))
                : matrix(normal.effects().stream().map(List::of).toList());
        String covariance = one ? atom(normal.covariance().get(0).get(0)) : matrix(normal.covariance());
        return row(effects + operator("~") + "<mi>N</mi>"
                + row(operator("(") + "<mn>0</mn>" + operator(",") + covariance + operator(")")));
    }

    private static String sum(List<Addend> addends) {
        StringBuilder text = new StringBuilder();
        for (int k = 0; k < addends.size(); k++) {
            Addend addend = addends.get(k);
            if (addend.minus()) {
                text.append(operator("\u2212"));
            } else if (k > 0) {
                text.append(operator("+"));
            }
            text.append(
                    addend.factors().stream().map(HtmlNotation::atom).collect(Collectors.joining(operator("\u00b7"))));
        }
        return text.toString();
    }

    private static String matrix(List<? extends List<? extends Atom>> rows) {
        return row(operator("(") + "<mtable>"
                + rows.stream()
                        .map(row -> row.stream()
                                .map(cell -> "<mtd>" + atom(cell) + "</mtd>")
                                .collect(Collectors.joining("", "<mtr>", "</mtr>")))
                        .collect(Collectors.joining())
                + "</mtable>" + operator(")"));
    }

    private static String atom(Atom atom) {
        if (atom instanceof Atom.Symbol symbol) {
            return below("<mi>" + GREEK.getOrDefault(symbol.letter(), symbol.letter()) + "</mi>", symbol.index());
        } else if (atom instanceof Atom.Square square) {
            return "<msup>" + row(atom(square.symbol())) + "<mn>2</mn></msup>";
        } else if (atom instanceof Atom.Variable variable) {
            return below("<mtext>" + escaped(variable.name()) + "</mtext>", variable.index());
        } else if (atom instanceof Atom.Quotient quotient) {
            return "<mfrac>" + row(atom(quotient.dividend())) + row(atom(quotient.divisor())) + "</mfrac>";
        }
        return number(((Atom.Value) atom).digits());
    }

    private static String number(String digits) {
        int exponent = digits.indexOf('e');
        return exponent < 0
                ? "<mn>" + digits.replace('-', '\u2212') + "</mn>"
                : row(number(digits.substring(0, exponent)) + operator("\u00d7") + "<msup><mn>10</mn>"
                        + number(digits.substring(exponent + 1)) + "</msup>");
    }

    private static String below(String base, String index) {
        return index.isEmpty() ? base : "<msub>" + base + "<mi>" + index + "</mi></msub>";
    }

    private static String operator(String sign) {
        return "<mo>" + sign + "</mo>";
    }

    private static String row(String content) {
        return "<mrow>" + content + "</mrow>";
    }

    private static String escaped(String text) {
        return Notation.line(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}

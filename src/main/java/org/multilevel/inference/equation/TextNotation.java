package org.multilevel.inference.equation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.multilevel.inference.equation.Statement.Distributed;
import org.multilevel.inference.equation.Statement.Equality;
import org.multilevel.inference.equation.Statement.Normal;
import org.multilevel.inference.equation.Statement.Section;

/** Sets equations in plain text, where a long one goes on in lines that start below the first term. */
record TextNotation() implements Notation {
    private static final int WIDTH = 100;
    private static final String INDENT = "  ";
    /** Names in which nothing could be taken for an operator or an index between them. */
    private static final Pattern PLAIN = Pattern.compile("[^\\s`*+=~]+");

    @Override
    public String section(Section section) {
        return Notation.line(section.title()) + "\n"
                + section.statements().stream()
                        .map(TextNotation::statement)
                        .map(lines ->
                                lines.stream().map(line -> INDENT + line + "\n").collect(Collectors.joining()))
                        .collect(Collectors.joining());
    }

    @Override
    public String note(String sentence) {
        return sentence + "\n";
    }

    private static List<String> statement(Statement statement) {
        if (statement instanceof Equality equality) {
            return equality(equality);
        }
        if (statement instanceof Distributed distributed) {
            return List.of(atom(distributed.response()) + " ~ " + distributed.distribution()
                    + distributed.parameters().stream()
                            .map(TextNotation::atom)
                            .collect(Collectors.joining(", ", "(", ")")));
        }
        Normal normal = (Normal) statement;
        String effects = normal.effects().stream().map(TextNotation::atom).collect(Collectors.joining(", "));
        String covariance = normal.covariance().stream()
                .map(row -> row.stream().map(TextNotation::atom).collect(Collectors.joining(", ")))
                .collect(Collectors.joining("; "));
        boolean one = normal.effects().size() == 1;
        return List.of(
                one ? effects + " ~ N(0, " + covariance + ")" : "(" + effects + ") ~ N(0, [" + covariance + "])");
    }

    private static List<String> equality(Equality equality) {
        List<String> lines = new ArrayList<>();
        String start = atom(equality.left()) + " =";
        String indent = " ".repeat(start.length());
        StringBuilder line = new StringBuilder(start);
        for (int k = 0; k < equality.right().size(); k++) {
            Addend addend = equality.right().get(k);
            String sign = addend.minus() ? (k == 0 ? "-" : "- ") : (k == 0 ? "" : "+ ");
            String text =
                    sign + addend.factors().stream().map(TextNotation::atom).collect(Collectors.joining(" * "));
            if (k > 0 && line.length() + 1 + text.length() > WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder(indent);
            }
            line.append(' ').append(text);
        }
        lines.add(line.toString());
        return lines;
    }

    private static String atom(Atom atom) {
        if (atom instanceof Atom.Symbol symbol) {
            return symbol.letter() + below(symbol.index());
        } else if (atom instanceof Atom.Square square) {
            return atom(square.symbol()) + "^2";
        } else if (atom instanceof Atom.Variable variable) {
            return name(Notation.line(variable.name())) + below(variable.index());
        } else if (atom instanceof Atom.Quotient quotient) {
            return atom(quotient.dividend()) + " / " + atom(quotient.divisor());
        } else if (atom instanceof Atom.Function function) {
            return function.name() + "(" + atom(function.argument()) + ")";
        }
        return ((Atom.Value) atom).digits();
    }

    private static String name(String name) {
        return PLAIN.matcher(name).matches() ? name : "`" + name + "`";
    }

    private static String below(String index) {
        return index.isEmpty() ? "" : "_" + index;
    }
}

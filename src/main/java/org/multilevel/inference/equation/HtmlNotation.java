package org.multilevel.inference.equation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.multilevel.inference.equation.Statement.Distributed;
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
            Map.entry("mu", "\u03bc"),
            Map.entry("phi", "\u03c6"),
            Map.entry("theta", "\u03b8"),
            Map.entry("sigma", "\u03c3"),
            Map.entry("epsilon", "\u03b5"));

    @Override
    public String section(Section section) {
        return section.statements().stream()
                .map(statement -> MATH + statement(statement).html() + "</math>\n")
                .collect(Collectors.joining(
                        "", "<section>\n<h3>" + MathElement.escaped(section.title()) + "</h3>\n", "</section>\n"));
    }

    @Override
    public String note(String sentence) {
        return "<p>" + MathElement.escaped(sentence) + "</p>\n";
    }

    /** Returns a section for a page that makes its own elements. */
    static MathSection elements(Section section) {
        return new MathSection(
                section.title(),
                section.statements().stream().map(HtmlNotation::statement).toList());
    }

    private static MathElement statement(Statement statement) {
        List<MathElement> row = new ArrayList<>();
        if (statement instanceof Equality equality) {
            row.add(atom(equality.left()));
            row.add(MathElement.operator("="));
            row.addAll(sum(equality.right()));
            return MathElement.row(row);
        }
        if (statement instanceof Distributed distributed) {
            row.add(atom(distributed.response()));
            row.add(MathElement.operator("~"));
            row.add(MathElement.leaf("mi", distributed.distribution()));
            row.add(arguments(distributed.parameters()));
            return MathElement.row(row);
        }
        Normal normal = (Normal) statement;
        boolean one = normal.effects().size() == 1;
        row.add(
                one
                        ? atom(normal.effects().get(0))
                        : matrix(normal.effects().stream().map(List::of).toList()));
        row.add(MathElement.operator("~"));
        row.add(MathElement.leaf("mi", "N"));
        row.add(MathElement.row(List.of(
                MathElement.operator("("),
                MathElement.leaf("mn", "0"),
                MathElement.operator(","),
                one ? atom(normal.covariance().get(0).get(0)) : matrix(normal.covariance()),
                MathElement.operator(")"))));
        return MathElement.row(row);
    }

    private static MathElement arguments(List<Atom> atoms) {
        List<MathElement> row = new ArrayList<>(List.of(MathElement.operator("(")));
        for (int k = 0; k < atoms.size(); k++) {
            if (k > 0) {
                row.add(MathElement.operator(","));
            }
            row.add(atom(atoms.get(k)));
        }
        row.add(MathElement.operator(")"));
        return MathElement.row(row);
    }

    private static List<MathElement> sum(List<Addend> addends) {
        List<MathElement> row = new ArrayList<>();
        for (int k = 0; k < addends.size(); k++) {
            Addend addend = addends.get(k);
            if (addend.minus()) {
                row.add(MathElement.operator("\u2212"));
            } else if (k > 0) {
                row.add(MathElement.operator("+"));
            }
            for (int f = 0; f < addend.factors().size(); f++) {
                if (f > 0) {
                    row.add(MathElement.operator("\u00b7"));
                }
                row.add(atom(addend.factors().get(f)));
            }
        }
        return row;
    }

    private static MathElement matrix(List<? extends List<? extends Atom>> rows) {
        List<MathElement> lines = rows.stream()
                .map(row -> MathElement.of(
                        "mtr",
                        row.stream()
                                .map(cell -> MathElement.of("mtd", atom(cell)))
                                .toList()))
                .toList();
        return MathElement.row(
                List.of(MathElement.operator("("), MathElement.of("mtable", lines), MathElement.operator(")")));
    }

    private static MathElement atom(Atom atom) {
        if (atom instanceof Atom.Symbol symbol) {
            String letter = GREEK.getOrDefault(symbol.letter(), symbol.letter());
            return below(MathElement.leaf("mi", letter), symbol.index());
        } else if (atom instanceof Atom.Square square) {
            return MathElement.of("msup", MathElement.row(List.of(atom(square.symbol()))), MathElement.leaf("mn", "2"));
        } else if (atom instanceof Atom.Variable variable) {
            return below(MathElement.leaf("mtext", variable.name()), variable.index());
        } else if (atom instanceof Atom.Quotient quotient) {
            return MathElement.of(
                    "mfrac",
                    MathElement.row(List.of(atom(quotient.dividend()))),
                    MathElement.row(List.of(atom(quotient.divisor()))));
        } else if (atom instanceof Atom.Function function) {
            return MathElement.row(
                    List.of(MathElement.leaf("mi", function.name()), arguments(List.of(function.argument()))));
        }
        return number(((Atom.Value) atom).digits());
    }

    private static MathElement number(String digits) {
        int exponent = digits.indexOf('e');
        return exponent < 0
                ? MathElement.leaf("mn", digits.replace('-', '\u2212'))
                : MathElement.row(List.of(
                        number(digits.substring(0, exponent)),
                        MathElement.operator("\u00d7"),
                        MathElement.of("msup", MathElement.leaf("mn", "10"), number(digits.substring(exponent + 1)))));
    }

    private static MathElement below(MathElement base, String index) {
        return index.isEmpty() ? base : MathElement.of("msub", base, MathElement.leaf("mi", index));
    }
}

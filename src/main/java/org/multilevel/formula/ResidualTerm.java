package org.multilevel.formula;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.multilevel.error.FormulaException;
import org.multilevel.formula.Token.Kind;

/**
 * How the residuals of one subject go together, such as {@code ar1(week | child)}; immutable.
 *
 * @param structure of the covariance
 * @param position the column that says when, or at which occasion, a row was taken; empty where the order of the rows says nothing, as in
 *     {@code cs(1 | subject)}
 * @param subject the column whose levels are the subjects, or several whose combinations are
 */
public record ResidualTerm(Structure structure, Optional<String> position, List<String> subject) {
    private static final String EXAMPLE = "for example ar1(week | child)";

    /** Copies the list. */
    public ResidualTerm {
        subject = List.copyOf(subject);
    }

    /**
     * Returns a structure with the variances that it has where {@code hom} is not said.
     *
     * @param position the column of times or occasions; passed over by compound symmetry, which has no use for it then
     * @param subject the column of the subjects
     * @throws FormulaException if the kind needs a position, or has none for residuals, or one column is to be both
     */
    public static ResidualTerm of(CovarianceKind kind, Optional<String> position, String subject) {
        return of(new Structure(kind, kind != CovarianceKind.UNSTRUCTURED), position, subject);
    }

    /**
     * Returns a structure.
     *
     * @param position the column of times or occasions; passed over by compound symmetry with one variance, which has no use for it
     * @param subject the column of the subjects
     * @throws FormulaException if the kind needs a position, or has none for residuals, or one column is to be both
     */
    public static ResidualTerm of(Structure structure, Optional<String> position, String subject) {
        boolean exchangeable = structure.kind() == CovarianceKind.COMPOUND_SYMMETRY && structure.homogeneous();
        // as it would be written, which is how a sentence quotes it
        return parse(
                new ResidualTerm(structure, position.filter(column -> !exchangeable), List.of(subject)).toString());
    }

    /**
     * Reads a residual structure.
     *
     * @param text for example {@code ar1(week | child)} or {@code toep(visit | site:subject, hom = FALSE)}
     * @throws FormulaException if the text is none, with a sentence that says what would be right
     */
    public static ResidualTerm parse(String text) {
        Tokens tokens = new Tokens(Tokenizer.tokens(text));
        Token name = tokens.peek();
        Optional<CovarianceKind> found = tokens.atCall() ? CovarianceKind.of(name.text()) : Optional.empty();
        CovarianceKind kind = found.filter(k -> k != CovarianceKind.DIAGONAL).orElseThrow(() -> unknown(text, name));
        tokens.next();
        Token opened = tokens.open();
        Optional<String> position = position(tokens, kind);
        if (!tokens.at(Kind.BAR)) {
            throw tokens.peek().error(" where | and the column of the subjects were expected, " + EXAMPLE + ".");
        }
        tokens.next();
        if (!tokens.peek().isColumn() && !tokens.at(Kind.OPEN)) {
            throw tokens.peek().error(" where the column of the subjects was expected, " + EXAMPLE + ".");
        }
        List<List<Expression.Column>> groups = GroupParser.expand(new GroupParser(tokens).group());
        boolean homogeneous = homogeneous(tokens, kind, kind != CovarianceKind.UNSTRUCTURED);
        tokens.close(opened);
        if (!tokens.at(Kind.END)) {
            throw tokens.peek().error(" after the residual structure; write one structure, " + EXAMPLE + ".");
        }
        List<String> subject =
                groups.get(0).stream().map(Expression.Column::name).toList();
        if (position.isPresent() && subject.contains(position.get())) {
            throw new FormulaException(
                    Names.shown(position.get()) + " is the time and the subject of " + Names.shown(text)
                            + "; name the column of the times before the bar and that of the subjects behind it.",
                    1);
        }
        return new ResidualTerm(new Structure(kind, homogeneous), position, subject);
    }

    private static FormulaException unknown(String text, Token name) {
        String names = CovarianceKind.namesBut(CovarianceKind.DIAGONAL);
        if (name.is(Kind.END)) {
            return new FormulaException(
                    "The residual structure is empty; write one of " + names + ", " + EXAMPLE + ".", 1);
        }
        return new FormulaException(
                "The residual structure " + Names.shown(text.strip()) + " is not known; write one of " + names + ", "
                        + EXAMPLE + ".",
                name.position());
    }

    private static Optional<String> position(Tokens tokens, CovarianceKind kind) {
        Token token = tokens.peek();
        if (token.is(Kind.NUMBER) && token.text().equals("1")) {
            tokens.next();
            if (kind != CovarianceKind.COMPOUND_SYMMETRY) {
                throw token.error(" where " + kind.function() + " needs the column of the times or occasions, as in "
                        + kind.function() + "(week | child).");
            }
            return Optional.empty();
        }
        if (!token.isColumn() || tokens.atCall()) {
            throw token.error(" where one column of times or occasions was expected, " + EXAMPLE + ".");
        }
        tokens.next();
        return Optional.of(token.text());
    }

    /** Reads {@code , hom = TRUE} if it comes next. */
    static boolean homogeneous(Tokens tokens, CovarianceKind kind, boolean otherwise) {
        if (!tokens.take(Kind.COMMA)) {
            return otherwise;
        }
        Token name = tokens.peek();
        if (!tokens.atArgumentName() || !name.text().equals("hom")) {
            throw name.error(" where hom = TRUE (one variance) or hom = FALSE (one for each) was expected.");
        }
        tokens.next();
        tokens.next();
        Token value = tokens.next();
        return switch (value.text()) {
            case "TRUE", "T" -> true;
            case "FALSE", "F" -> false;
            default ->
                throw value.error(" where TRUE (one variance) or FALSE (one for each) was expected after hom =.");
        };
    }

    /**
     * Returns whether every covariance of this structure is one of another, whatever the times are. Steps need not be equal, so that {@code ar1}
     * is no special case of {@code toep}.
     */
    public boolean isSpecialCaseOf(ResidualTerm other) {
        boolean exchangeable = structure.kind() == CovarianceKind.COMPOUND_SYMMETRY && structure.homogeneous();
        boolean steps = structure.kind() != CovarianceKind.COMPOUND_SYMMETRY
                && other.structure.kind() == CovarianceKind.TOEPLITZ
                && structure.kind() != CovarianceKind.TOEPLITZ;
        return subject.equals(other.subject)
                && (exchangeable || position.equals(other.position))
                && !steps
                && structure.isSpecialCaseOf(other.structure);
    }

    /** Returns the name of the factor of the subjects, such as {@code child} or {@code site:child}, without backticks. */
    public String subjectName() {
        return String.join(":", subject);
    }

    /** Returns the columns that it reads, each once. */
    public List<String> columns() {
        Set<String> columns = new LinkedHashSet<>(position.stream().toList());
        columns.addAll(subject);
        return new ArrayList<>(columns);
    }

    /** Returns the text, with {@code hom} where it is not the default; {@link #parse} makes an equal term of it. */
    @Override
    public String toString() {
        boolean usual = structure.kind() != CovarianceKind.UNSTRUCTURED;
        String choice = structure.homogeneous() == usual ? "" : ", hom = " + (usual ? "FALSE" : "TRUE");
        return structure.kind().function() + "(" + position.map(Names::quote).orElse("1") + " | "
                + subject.stream().map(Names::quote).collect(Collectors.joining(":")) + choice + ")";
    }
}

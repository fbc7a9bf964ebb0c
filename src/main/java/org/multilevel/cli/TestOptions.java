package org.multilevel.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.multilevel.formula.Formula;
import org.multilevel.glm.Distribution;
import org.multilevel.inference.tests.Anova;
import org.multilevel.inference.tests.LinearHypothesis;
import org.multilevel.model.MixedModel;
import org.multilevel.result.ResultTable;
import org.multilevel.result.ResultTables;
import org.multilevel.result.Summary;
import picocli.CommandLine.Option;

/** Options that ask for tests of the fixed effects beside that of each coefficient. */
final class TestOptions {
    static final String SYNOPSIS = "[--anova TYPE] [--test HYPOTHESIS]...";

    @Option(
            names = "--anova",
            paramLabel = "TYPE",
            converter = Converters.AnovaType.class,
            description = "Also test every term, by type I, II or III; with --out also write anova.")
    private Optional<Anova.Type> anova = Optional.empty();

    @Option(
            names = "--test",
            paramLabel = "HYPOTHESIS",
            converter = Converters.Words.class,
            arity = "1",
            description =
                    "Also test a hypothesis in words of the coefficients, such as 'x + f[B] = 0'; several equations between"
                            + " semicolons are tested together; with --out also write hypotheses. May be repeated.")
    private List<String> tests = List.of();

    /** Returns the names of the tables that were asked for beside those of an analysis. */
    List<String> tableNames() {
        List<String> names = new ArrayList<>();
        anova.ifPresent(type -> names.add(ResultTables.ANOVA.name()));
        if (!tests.isEmpty()) {
            names.add(ResultTables.HYPOTHESES.name());
        }
        return names;
    }

    /**
     * Says early what can be no hypothesis whatever the model is.
     *
     * @throws org.multilevel.error.ModelException if one cannot
     */
    void check() {
        hypotheses().forEach(LinearHypothesis::check);
    }

    /**
     * Says early what would fail after a long fit.
     *
     * @param columns the names of the columns of the table
     * @throws org.multilevel.error.ModelException if a hypothesis can be none about the coefficients of the formula
     */
    void check(Formula formula, List<String> columns) {
        hypotheses().forEach(hypothesis -> hypothesis.check(formula, columns));
    }

    /**
     * Says early what a generalised model does not have.
     *
     * @throws org.multilevel.error.MethodException naming it
     */
    void check(Distribution distribution) {
        anova.ifPresent(type -> Anova.of(type).check(distribution));
    }

    /** Returns those tables. */
    List<ResultTable> tables(ResultTables results) {
        List<ResultTable> more = new ArrayList<>();
        anova.ifPresent(type -> more.add(results.anova(type)));
        if (!tests.isEmpty()) {
            more.add(results.hypotheses(hypotheses()));
        }
        return more;
    }

    List<LinearHypothesis> hypotheses() {
        return tests.stream().map(LinearHypothesis::of).toList();
    }

    /** Returns a summary with the tests that were asked for. */
    Summary addedTo(Summary summary) {
        Summary tested = summary.withHypotheses(hypotheses());
        return anova.map(tested::withAnova).orElse(tested);
    }

    /** Returns the hypotheses that have no estimate, since they have several rows. */
    List<String> withoutEstimate(MixedModel model) {
        return hypotheses().stream()
                .filter(hypothesis -> hypothesis.function(model).isEmpty())
                .map(LinearHypothesis::text)
                .toList();
    }
}

package org.multilevel.cli;

import java.util.Optional;
import java.util.Set;
import org.multilevel.error.DataException;
import org.multilevel.formula.Formula;
import org.multilevel.glm.Distribution;
import org.multilevel.model.GeneralisedLinearMixedModel;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** Options that make a model a generalised one. */
final class FamilyOptions {
    static final String SYNOPSIS = "[--family FAMILY[:LINK]] [--agq N|auto] [--trials COL] [--event LABEL]";

    /** What else a generalised model can be asked for. */
    private static final Set<String> TOGETHER = Set.of(
            "--family",
            "--agq",
            "--trials",
            "--event",
            "--weights",
            "--threads",
            "--ml",
            "--out",
            "--save",
            "--report",
            "--equation",
            "--log",
            "--digits",
            "--level",
            "--df",
            "--test",
            "--anova",
            "--emmeans",
            "--slopes",
            "--at",
            "--contrasts",
            "--adjust",
            "--intervals",
            "--replicates",
            "--seed",
            "--bootstrap",
            "--influence",
            "--ladder",
            "--null",
            "--quiet",
            "--missing",
            "--separator",
            "--decimal",
            "--quote",
            "--encoding",
            "--categorical",
            "--numeric",
            "--sheet",
            "--skip",
            "--row-names",
            "--help",
            "--version",
            "--debug");

    @Option(
            names = "--family",
            paramLabel = "FAMILY[:LINK]",
            converter = Converters.FamilyName.class,
            description = "Family of the response: binomial (links logit, probit, cloglog), poisson (log),"
                    + " negative-binomial (log) or gamma (log, inverse); by default the normal one, a linear model.")
    private Optional<Distribution> family = Optional.empty();

    @Option(
            names = "--agq",
            paramLabel = "N",
            converter = Converters.Points.class,
            description =
                    "With --family: points of adaptive Gauss-Hermite quadrature for one grouping factor, or auto for as many"
                            + " as it takes; by default 1, Laplace's approximation.")
    private Optional<Integer> points = Optional.empty();

    @Option(
            names = "--trials",
            paramLabel = "COL",
            converter = Converters.ColumnName.class,
            description =
                    "With --family binomial: column of numbers of trials, of which the response is the proportion of"
                            + " successes; or write cbind(successes, failures) as the response.")
    private Optional<String> trials = Optional.empty();

    @Option(
            names = "--event",
            paramLabel = "LABEL",
            description = "With --family binomial: which of two labels counts as success; by default the second.")
    private Optional<String> event = Optional.empty();

    /** Returns whether the model is to be a generalised one. */
    boolean isAsked() {
        return family.isPresent();
    }

    /**
     * Says which options do not go together.
     *
     * @param given all options of the command line
     * @throws DataException naming the first
     */
    void check(ParseResult given) {
        if (family.isEmpty()) {
            String lonely =
                    points.isPresent() ? "--agq" : trials.isPresent() ? "--trials" : event.isPresent() ? "--event" : "";
            if (!lonely.isEmpty()) {
                throw new DataException(
                        lonely + " is about generalised models, and no family is asked for: write --family"
                                + " binomial or another, or leave " + lonely + " out.");
            }
            return;
        }
        for (OptionSpec option : given.matchedOptions()) {
            if (!TOGETHER.contains(option.longestName())) {
                throw new DataException(option.longestName() + " is for linear mixed models, and the family is "
                        + family.get().family() + ": leave it out.");
            }
        }
    }

    /** Returns the generalised model of a formula. */
    GeneralisedLinearMixedModel model(Formula formula) {
        GeneralisedLinearMixedModel model =
                GeneralisedLinearMixedModel.of(formula, family.orElseThrow()).withQuadrature(points.orElse(1));
        model = trials.map(model::withTrials).orElse(model);
        return event.map(model::withEvent).orElse(model);
    }
}

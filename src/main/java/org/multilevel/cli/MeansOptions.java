package org.multilevel.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.multilevel.data.Column;
import org.multilevel.error.ModelException;
import org.multilevel.formula.Formula;
import org.multilevel.inference.Inference;
import org.multilevel.inference.means.MarginalMeans;
import org.multilevel.inference.means.MarginalMeans.Quantity;
import org.multilevel.inference.means.MeansAsked;
import org.multilevel.model.MixedModel;
import org.multilevel.result.MeansTables;
import org.multilevel.result.ResultTable;
import picocli.CommandLine.Option;

/** The options that ask for marginal means, slopes and what lies between them. */
final class MeansOptions {
    static final String SYNOPSIS = "[--emmeans TERMS] [--slopes \"X by F\"] [--at X=V,...]...";
    static final String MORE_SYNOPSIS = "[--contrasts WHICH] [--adjust METHOD]";

    @Option(
            names = "--emmeans",
            paramLabel = "TERMS",
            converter = Converters.Words.class,
            description =
                    "Marginal means of predictors: 'a', 'a * b', or 'a | b' to compare within b; others are averaged over, covariates"
                            + " are at their means.")
    private Optional<String> means = Optional.empty();

    @Option(
            names = "--slopes",
            paramLabel = "TERMS",
            converter = Converters.Words.class,
            description = "Slopes of a covariate: 'x', 'x by f', 'x by f * g'.")
    private Optional<String> slopes = Optional.empty();

    @Option(
            names = "--at",
            paramLabel = "X=V,...",
            converter = Converters.Words.class,
            description = "Values of a predictor for means and slopes, as in --at ses=-1,0,1; may be repeated.")
    private List<String> at = new ArrayList<>();

    @Option(
            names = "--contrasts",
            paramLabel = "WHICH",
            converter = Converters.Words.class,
            description =
                    "Differences between means or slopes: pairwise, control (against the first), control=LEVEL, none (the default),"
                            + " or coefficients, as in 'ends = 1,0,-1'.")
    private String contrasts = "none";

    @Option(
            names = "--adjust",
            paramLabel = "METHOD",
            converter = Converters.Words.class,
            description =
                    "Adjustment of contrasts: tukey (the default for pairwise), dunnett (for control), holm, bonferroni, sidak or"
                            + " none.")
    private String adjust = "";

    /** Returns whether anything is asked for. */
    boolean isAsked() {
        return means.isPresent() || slopes.isPresent();
    }

    /**
     * Says early which options would go unheard.
     *
     * @throws ModelException if they cannot be read, or are about what is not asked for
     */
    void check() {
        MeansAsked asked = asked(Inference.standard());
        means.ifPresent(asked::means);
        slopes.ifPresent(asked::slopes);
        boolean compared = !contrasts.strip().equalsIgnoreCase("none");
        if ((!at.isEmpty() || !adjust.isEmpty() || compared) && !isAsked()) {
            throw new ModelException(
                    "--contrasts, --adjust and --at are about marginal means or slopes, but neither is asked for: add"
                            + " --emmeans TERMS or --slopes TERMS.");
        }
        if (!adjust.isEmpty() && !compared) {
            throw new ModelException(
                    "--adjust is about contrasts, but none are asked for: add --contrasts, such as --contrasts"
                            + " pairwise, or leave --adjust out.");
        }
    }

    /**
     * Says early what would fail after a long fit.
     *
     * @throws ModelException if the options name what the formula does not have
     */
    void check(Formula formula, Inference inference) {
        MeansAsked asked = asked(inference);
        means.ifPresent(terms -> MeansAsked.check(formula, asked.means(terms).predictors()));
        slopes.ifPresent(terms -> MeansAsked.check(formula, asked.slopes(terms).predictors()));
    }

    /**
     * Says early what the columns of the table show that would fail after a long fit.
     *
     * @throws ModelException if the options name what the formula does not have, or are of another kind than the column
     */
    void check(Formula formula, Inference inference, List<Column> columns) {
        MeansAsked asked = asked(inference);
        means.ifPresent(terms -> MeansAsked.check(formula, columns, asked.means(terms)));
        slopes.ifPresent(terms -> MeansAsked.check(formula, columns, asked.slopes(terms)));
    }

    private MeansAsked asked(Inference inference) {
        return MeansAsked.of(String.join(";", at), contrasts, adjust, inference);
    }

    /** Returns the answers of a model, those about means first. */
    List<MarginalMeans> answers(MixedModel model, Inference inference) {
        List<MarginalMeans> answers = new ArrayList<>();
        MeansAsked asked = asked(inference);
        means.ifPresent(terms -> answers.add(asked.means(terms).ask(model)));
        slopes.ifPresent(terms -> answers.add(asked.slopes(terms).ask(model)));
        return answers;
    }

    /** Returns the names of the tables that the answers will have. */
    List<String> tableNames() {
        List<String> names = new ArrayList<>();
        means.ifPresent(terms -> addNames(Quantity.MEAN, names));
        slopes.ifPresent(terms -> addNames(Quantity.SLOPE, names));
        return names;
    }

    private void addNames(Quantity quantity, List<String> names) {
        names.add(MeansTables.name(quantity));
        if (!contrasts.strip().equalsIgnoreCase("none")) {
            names.add(MeansTables.contrastsName(quantity));
        }
    }

    /** Returns the tables of answers. */
    List<ResultTable> tables(List<MarginalMeans> answers) {
        List<ResultTable> tables = new ArrayList<>();
        for (MarginalMeans answer : answers) {
            tables.add(MeansTables.estimates(answer));
            if (!contrasts.strip().equalsIgnoreCase("none")) {
                tables.add(MeansTables.contrasts(answer));
            }
        }
        return tables;
    }
}

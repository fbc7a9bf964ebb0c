package org.multilevel.knime.learner;

import org.knime.node.parameters.widget.choices.Label;
import org.multilevel.glm.Distribution;
import org.multilevel.glm.Family;
import org.multilevel.glm.Link;
import org.multilevel.glm.problem.GeneralisedProblem;
import org.multilevel.inference.intervals.ParametricBootstrap;
import org.multilevel.inference.tests.Anova;
import org.multilevel.knime.SavedChoice;
import org.multilevel.result.OptionWords;

/** What there is to choose from in the dialog of the learner of generalised models alone; names of constants are saved in workflows. */
final class FamilyChoices {
    private FamilyChoices() {}

    /** The families of the response. */
    enum ResponseKind {
        @Label(
                value = "Yes or no, successes among trials (binomial)",
                description = "Two values, 0 and 1, or the proportion of successes among trials.")
        BINOMIAL(Family.BINOMIAL),
        @Label(value = "Counts (Poisson)", description = "Whole numbers whose variance is their mean.")
        POISSON(Family.POISSON),
        @Label(
                value = "Counts that vary more (negative binomial)",
                description = "Whole numbers whose variance grows with the square of the mean.")
        NEGATIVE_BINOMIAL(Family.NEGATIVE_BINOMIAL),
        @Label(
                value = "Positive numbers (Gamma)",
                description =
                        "Numbers above zero, such as times or costs, whose standard deviation grows with the mean.")
        GAMMA(Family.GAMMA);

        private final Family family;

        ResponseKind(Family family) {
            this.family = family;
        }

        /** Returns the family with the link that is chosen for it. */
        Distribution distribution(BinomialLink binomial, GammaLink gamma) {
            return switch (this) {
                case BINOMIAL -> new Distribution(family, binomial.link);
                case GAMMA -> new Distribution(family, gamma.link);
                case POISSON, NEGATIVE_BINOMIAL -> Distribution.of(family);
            };
        }
    }

    /** The links of probabilities. */
    enum BinomialLink {
        @Label(value = "Logit", description = "The logarithm of the odds: exponentiated effects are odds ratios.")
        LOGIT(Link.LOGIT),
        @Label(value = "Probit", description = "The normal quantile of the probability.")
        PROBIT(Link.PROBIT),
        @Label(
                value = "Cloglog",
                description = "The complementary log-log: exponentiated effects are hazard ratios of grouped times.")
        CLOGLOG(Link.CLOGLOG);

        private final Link link;

        BinomialLink(Link link) {
            this.link = link;
        }
    }

    /** The links of positive means. */
    enum GammaLink {
        @Label(value = "Log", description = "The logarithm of the mean: exponentiated effects are ratios of means.")
        LOG(Link.LOG),
        @Label(value = "Inverse", description = "One over the mean, the default of R's glm.")
        INVERSE(Link.INVERSE);

        private final Link link;

        GammaLink(Link link) {
            this.link = link;
        }
    }

    /** How the likelihood is computed. */
    enum Approximation {
        @Label(
                value = "Laplace",
                description = "For any model; the view and the warning say where it is far from the likelihood.")
        LAPLACE,
        @Label(
                value = "Adaptive quadrature",
                description = "For one grouping with at most three effects, with a number of points.")
        QUADRATURE,
        @Label(
                value = "Adaptive quadrature, as many points as it takes",
                description =
                        "For one grouping with at most three effects: until more points do not change the likelihood.")
        AUTOMATIC;

        /** Returns the number of points in the core's words. */
        int points(int chosen) {
            return switch (this) {
                case LAPLACE -> 1;
                case QUADRATURE -> chosen;
                case AUTOMATIC -> GeneralisedProblem.AUTOMATIC;
            };
        }
    }

    /** Which hypothesis the analysis of variance tests for a term. */
    enum TermTests {
        @Label(value = "II", description = "Each term beside all that do not contain it, as R's car::Anova.")
        II(Anova.Type.II),
        @Label(
                value = "III",
                description =
                        "Each term beside all others, levels of factors weighted alike, as car::Anova with contr.sum.")
        III(Anova.Type.III);

        private final Anova.Type type;

        TermTests(Anova.Type type) {
            this.type = type;
        }

        /** Returns the same in the words of the core. */
        Anova.Type type() {
            return type;
        }
    }

    /** How bootstrap intervals are made; those that are corrected for skewness leave out groups, of which only linear models know at once. */
    enum ReplicateIntervals {
        @Label(value = "Percentile", description = OptionWords.PERCENTILE)
        PERCENTILE(ParametricBootstrap.Kind.PERCENTILE),
        @Label(value = "Basic", description = OptionWords.BASIC)
        BASIC(ParametricBootstrap.Kind.BASIC),
        @Label(value = "Bias-corrected", description = OptionWords.BC)
        BC(ParametricBootstrap.Kind.BC);

        private final ParametricBootstrap.Kind kind;

        ReplicateIntervals(ParametricBootstrap.Kind kind) {
            this.kind = kind;
        }

        /** Returns the same in the words of the core. */
        ParametricBootstrap.Kind kind() {
            return kind;
        }
    }

    /** Saves the choice of the hypotheses. */
    static final class SavedTermTests extends SavedChoice<TermTests> {
        SavedTermTests() {
            super("anovaType", "Type of the analysis of variance", TermTests.class);
        }
    }

    /** Saves the choice of the bootstrap's intervals. */
    static final class SavedReplicateIntervals extends SavedChoice<ReplicateIntervals> {
        SavedReplicateIntervals() {
            super("bootstrapKind", "Bootstrap intervals", ReplicateIntervals.class);
        }
    }

    /** Saves the choice of the family. */
    static final class SavedFamily extends SavedChoice<ResponseKind> {
        SavedFamily() {
            super("family", "Family", ResponseKind.class);
        }
    }

    /** Saves the choice of the link of probabilities. */
    static final class SavedBinomialLink extends SavedChoice<BinomialLink> {
        SavedBinomialLink() {
            super("binomialLink", "Link of the probability", BinomialLink.class);
        }
    }

    /** Saves the choice of the link of positive means. */
    static final class SavedGammaLink extends SavedChoice<GammaLink> {
        SavedGammaLink() {
            super("gammaLink", "Link of the mean", GammaLink.class);
        }
    }

    /** Saves the choice of the approximation. */
    static final class SavedApproximation extends SavedChoice<Approximation> {
        SavedApproximation() {
            super("approximation", "Approximation", Approximation.class);
        }
    }
}

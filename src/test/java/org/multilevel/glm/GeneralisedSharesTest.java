package org.multilevel.glm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.Column;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.csv.CsvOptions;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.fit.optimum.Verdict;
import org.multilevel.inference.Inference;
import org.multilevel.inference.advice.Advice;
import org.multilevel.inference.advice.Finding;
import org.multilevel.inference.advice.FindingKind;
import org.multilevel.inference.intervals.IntervalEstimates;
import org.multilevel.inference.intervals.ParameterInterval;
import org.multilevel.inference.intervals.ParametricBootstrap;
import org.multilevel.inference.shares.DistributionVariance;
import org.multilevel.inference.shares.Icc;
import org.multilevel.inference.shares.Overdispersion;
import org.multilevel.inference.shares.VarianceShares;
import org.multilevel.model.GeneralisedLinearMixedModel;
import org.multilevel.model.LiveGeneralisedModel;
import org.multilevel.model.MixedModel;
import org.multilevel.result.ResultTable;
import org.multilevel.result.ResultTables;
import org.multilevel.result.Summary;

/** Shares of variance and overdispersion against R's package performance. */
class GeneralisedSharesTest {
    /** lme4's fits, on which performance stands, are good to some 1e-6. */
    private static final double TOLERANCE = 1e-5;

    private static MixedModel fit(String name) throws URISyntaxException {
        return live(name).model();
    }

    private static LiveGeneralisedModel live(String name) throws URISyntaxException {
        boolean cattle = name.equals("cbpp");
        Path file = Path.of(Objects.requireNonNull(GeneralisedSharesTest.class.getResource(
                        "/reference-glmm/" + (cattle ? "cbpp.csv" : "contraception.csv")))
                .toURI());
        List<String> categorical = cattle ? List.of("herd", "period") : List.of("district", "livch");
        String random = name.endsWith("slope") ? "(1 + urban | district)" : "(1 | district)";
        String formula = cattle
                ? "cbind(incidence, healthy) ~ period + (1 | herd)"
                : "use ~ age + I(age^2) + urban + livch + " + random;
        Link link = name.endsWith("probit") ? Link.PROBIT : name.endsWith("cloglog") ? Link.CLOGLOG : Link.LOGIT;
        return GeneralisedLinearMixedModel.of(formula, new Distribution(Family.BINOMIAL, link))
                .live(CsvTable.open(file, CsvOptions.defaults().withCategorical(categorical)));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/reference-glmm/shares.csv", numLinesToSkip = 1)
    void sharesAreThoseOfPerformance(String name, double marginal, double conditional, double icc, double iccUnadjusted)
            throws URISyntaxException {
        VarianceShares shares = VarianceShares.of(fit(name)).orElseThrow();
        assertEquals(marginal, shares.r2Marginal(), TOLERANCE);
        assertEquals(conditional, shares.r2Conditional(), TOLERANCE);
        assertEquals(icc, shares.iccAdjusted(), TOLERANCE);
        assertEquals(iccUnadjusted, shares.iccUnadjusted(), TOLERANCE);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/reference-glmm/shares-observations.csv", numLinesToSkip = 1)
    void sharesOfTheObservationLevelAreThoseOfThePaper(
            String name,
            double mean,
            double variance,
            double marginal,
            double conditional,
            double icc,
            double iccUnadjusted)
            throws URISyntaxException {
        assertTrue(VarianceShares.ofObservations(fit(name)).isEmpty(), "is asked for");
        MixedModel model = live(name).withObservationLevel().model();
        Generalised of = model.generalised().orElseThrow();
        assertEquals(mean, of.nullMean(), TOLERANCE * mean);
        assertEquals(variance, DistributionVariance.ofObservation(of).orElseThrow(), TOLERANCE * variance);
        VarianceShares shares = VarianceShares.ofObservations(model).orElseThrow();
        assertEquals(marginal, shares.r2Marginal(), TOLERANCE);
        assertEquals(conditional, shares.r2Conditional(), TOLERANCE);
        assertEquals(icc, shares.iccAdjusted(), TOLERANCE);
        assertEquals(iccUnadjusted, shares.iccUnadjusted(), TOLERANCE);
        assertEquals(
                shares,
                VarianceShares.ofObservations(MixedModel.fromJson(model.toJson()))
                        .orElseThrow());
    }

    @Test
    void thereIsAnObservationLevelOfGroupedBinomialModelsOnly() throws URISyntaxException {
        Path file = Path.of(Objects.requireNonNull(GeneralisedSharesTest.class.getResource("/reference-glmm/cbpp.csv"))
                .toURI());
        for (String[] of : new String[][] {
            {"cbind(incidence, healthy) ~ size", "binomial"}, {"incidence ~ size + (1 | herd)", "poisson"}
        }) {
            LiveGeneralisedModel live = GeneralisedLinearMixedModel.of(of[0], Distribution.parse(of[1]))
                    .live(CsvTable.open(file, CsvOptions.defaults().withCategorical(List.of("herd"))));
            assertSame(live, live.withObservationLevel());
            assertTrue(VarianceShares.ofObservations(live.model()).isEmpty());
        }
    }

    /** Sixty rows of 0 and 1 in six groups, each row with a level of its own. */
    private static Table ownRows() {
        return MemoryTable.builder()
                .numeric(
                        "y",
                        IntStream.range(0, 60)
                                .mapToDouble(i -> (i * 7 + i / 9) % 10 < 2 + i % 6 ? 1 : 0)
                                .toArray())
                .numeric(
                        "x", IntStream.range(0, 60).mapToDouble(i -> i * i % 11).toArray())
                .categorical("id", IntStream.range(0, 60).mapToObj(i -> "i" + i).toArray(String[]::new))
                .categorical(
                        "g", IntStream.range(0, 60).mapToObj(i -> "g" + i % 6).toArray(String[]::new))
                .build();
    }

    private static LiveGeneralisedModel ofOwnRows(String random) {
        return GeneralisedLinearMixedModel.of("y ~ x + " + random, Distribution.of(Family.BINOMIAL))
                .live(ownRows())
                .withObservationLevel();
    }

    @Test
    void aVarianceThatIsHeldHasNoShareInsteadOfOneOfZero() {
        MixedModel model = ofOwnRows("(1 | id)").model();
        assertTrue(model.groupingFactors().get(0).isHeld());
        assertTrue(Icc.of(model).isEmpty());
        assertTrue(VarianceShares.of(model).isEmpty());
        assertTrue(VarianceShares.ofObservations(model).isEmpty());
        String text = Summary.of(model).text();
        assertTrue(!text.contains("ICC") && !text.contains("R squared"), text);
        assertTrue(text.contains("is not identified"), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(1 | g) + (1 | id)", "(1 | id) + (1 | g)", "(1 | g/id)"})
    void besideOneThatIsHeldTheOthersHaveTheSharesThatTheyHaveWithoutIt(String random) {
        LiveGeneralisedModel live = ofOwnRows(random);
        MixedModel alone = ofOwnRows("(1 | g)").model();
        assertEquals(Verdict.Status.CONVERGED, live.model().verdict().status());
        assertEquals(
                alone.statistics().logLikelihood(), live.model().statistics().logLikelihood(), 1e-7);
        assertEquals(
                VarianceShares.of(alone).orElseThrow().iccAdjusted(),
                VarianceShares.of(live.model()).orElseThrow().iccAdjusted(),
                1e-6);
        ResultTable statistics = ResultTables.of(live.model()).fitStatistics();
        List<String> rows = IntStream.range(0, statistics.rowCount())
                .mapToObj(i -> statistics.text(i, 0))
                .toList();
        List<String> told = new IntervalEstimates.Question(
                        IntervalEstimates.Method.BOOTSTRAP, ParametricBootstrap.Kind.PERCENTILE, 3, 1, 1)
                .ask(live, Inference.standard(), List.of(), Progress.NONE).intervals().stream()
                        .map(ParameterInterval::parameter)
                        .toList();
        assertTrue(told.contains("icc:g"), told::toString);
        assertTrue(told.stream().noneMatch(name -> name.startsWith("icc:id")), told::toString);
        assertTrue(rows.contains("icc: g"), rows::toString);
        assertTrue(rows.stream().noneMatch(name -> name.startsWith("icc: id")), rows::toString);
    }

    private static final String OWN_SLOPES = "y ~ lbase * trt + lage + visit + (1 + visit | subject)";

    /** Formula and family of each row of {@code shares-counts.csv}, whose name begins with that of its table. */
    private static String[] counted(String name) {
        return switch (name) {
            case "grouseticks" -> new String[] {"TICKS ~ YEAR + cHEIGHT + (1 | BROOD) + (1 | LOCATION)", "poisson"};
            case "grouseticks-rows" ->
                new String[] {"TICKS ~ YEAR + cHEIGHT + (1 | BROOD) + (1 | INDEX) + (1 | LOCATION)", "poisson"};
            case "epil" -> new String[] {"y ~ lbase * trt + lage + V4 + (1 | subject)", "poisson"};
            case "epil-slope" -> new String[] {OWN_SLOPES, "poisson"};
            case "epil-nb" -> new String[] {"y ~ lbase * trt + lage + V4 + (1 | subject)", "negative-binomial"};
            case "salamanders" -> new String[] {"count ~ mined + cover + spp + (1 | site)", "poisson"};
            case "salamanders-nb" -> new String[] {"count ~ mined + cover + spp + (1 | site)", "negative-binomial"};
            case "cake" ->
                new String[] {"angle ~ recipe + temp + (1 | replicate) + (1 | recipe:replicate)", "gamma:log"};
            case "sleep" -> new String[] {"Seconds ~ Days + (1 + Days | Subject)", "gamma:log"};
            default -> new String[] {"cbind(incidence, healthy) ~ period + (1 | herd)", "binomial:cloglog"};
        };
    }

    private static MixedModel fitCounts(String name) throws URISyntaxException {
        Path file = Path.of(Objects.requireNonNull(GeneralisedSharesTest.class.getResource(
                        "/reference-glmm/" + name.replaceAll("-.*", "") + ".csv"))
                .toURI());
        List<String> categorical = List.of(
                "INDEX",
                "BROOD",
                "YEAR",
                "LOCATION",
                "trt",
                "subject",
                "site",
                "mined",
                "spp",
                "replicate",
                "recipe",
                "Subject",
                "herd",
                "period");
        List<String> columns = CsvTable.open(file, CsvOptions.defaults()).columns().stream()
                .map(Column::name)
                .toList();
        String[] of = counted(name);
        return GeneralisedLinearMixedModel.of(of[0], Distribution.parse(of[1]))
                .fit(CsvTable.open(
                        file,
                        CsvOptions.defaults()
                                .withCategorical(categorical.stream()
                                        .filter(columns::contains)
                                        .toList())));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/reference-glmm/shares-counts.csv", numLinesToSkip = 1)
    void sharesAndDispersionOfCountsAreThoseOfPerformance(
            String name,
            double marginal,
            double conditional,
            double icc,
            double iccUnadjusted,
            String mean,
            double sigma,
            double pearson,
            double df)
            throws URISyntaxException {
        MixedModel model = fitCounts(name);
        VarianceShares shares = VarianceShares.of(model).orElseThrow();
        assertEquals(marginal, shares.r2Marginal(), TOLERANCE);
        assertEquals(conditional, shares.r2Conditional(), TOLERANCE);
        assertEquals(icc, shares.iccAdjusted(), TOLERANCE);
        assertEquals(iccUnadjusted, shares.iccUnadjusted(), TOLERANCE);
        Generalised of = model.generalised().orElseThrow();
        if (mean.strip().equals("NA")) {
            assertTrue(Double.isNaN(of.nullMean()));
        } else {
            assertEquals(Double.parseDouble(mean), of.nullMean(), TOLERANCE * of.nullMean());
        }
        Optional<Overdispersion> dispersion = Overdispersion.of(model);
        boolean told =
                of.distribution().family() == Family.POISSON || of.trials().isPresent();
        assertEquals(told, dispersion.isPresent());
        dispersion.ifPresent(found -> {
            assertEquals(pearson, found.chiSquared(), 1e-4 * pearson);
            assertEquals(df, found.df());
            assertEquals(found.chiSquared() / df, found.ratio(), 1e-12);
        });
    }

    @Test
    void shareOfCountsIsKeptInTheModelFile() throws URISyntaxException {
        MixedModel model = fitCounts("epil");
        assertEquals(VarianceShares.of(model), VarianceShares.of(MixedModel.fromJson(model.toJson())));
        assertEquals(Overdispersion.of(model), Overdispersion.of(MixedModel.fromJson(model.toJson())));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/reference-glmm/shares-inverse.csv", numLinesToSkip = 1)
    void sharesWithTheInverseLinkAreThoseOfPerformanceAtAMeanOfOne(
            String name, double mean, double marginal, double conditional, double icc, double iccUnadjusted)
            throws URISyntaxException {
        Path file = Path.of(
                Objects.requireNonNull(GeneralisedSharesTest.class.getResource("/reference-glmm/" + name + ".csv"))
                        .toURI());
        boolean cake = name.equals("cake");
        MixedModel model = GeneralisedLinearMixedModel.of(
                        cake ? "angle ~ recipe + temp + (1 | replicate)" : "Seconds ~ Days + (1 | Subject)",
                        new Distribution(Family.GAMMA, Link.INVERSE))
                .fit(CsvTable.open(
                        file,
                        CsvOptions.defaults()
                                .withCategorical(cake ? List.of("replicate", "recipe") : List.of("Subject"))));
        assertEquals(mean, model.generalised().orElseThrow().nullMean(), TOLERANCE * mean);
        VarianceShares shares = VarianceShares.of(model).orElseThrow();
        assertEquals(marginal, shares.r2Marginal(), TOLERANCE);
        assertEquals(conditional, shares.r2Conditional(), TOLERANCE);
        assertEquals(icc, shares.iccAdjusted(), TOLERANCE);
        assertEquals(iccUnadjusted, shares.iccUnadjusted(), TOLERANCE);
        assertEquals(
                shares, VarianceShares.of(MixedModel.fromJson(model.toJson())).orElseThrow());
    }

    @Test
    void countsThatVaryMoreThanTheFamilySaysAreToldWithARemedy() throws URISyntaxException {
        MixedModel model = fitCounts("grouseticks");
        assertTrue(Overdispersion.of(model).orElseThrow().ratio() > 1.5);
        Finding finding = Advice.of(model).stream()
                .filter(found -> found.kind() == FindingKind.OVERDISPERSION)
                .findFirst()
                .orElseThrow();
        assertEquals(
                "The counts vary more than the family lets them, so standard errors are too small.", finding.cause());
        assertEquals("Fit the family negative-binomial, or give every row an effect of its own.", finding.remedy());
        assertTrue(Advice.of(fitCounts("grouseticks-rows")).stream()
                .noneMatch(found -> found.kind() == FindingKind.OVERDISPERSION));
    }
}

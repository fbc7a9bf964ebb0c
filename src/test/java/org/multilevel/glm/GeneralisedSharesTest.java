package org.multilevel.glm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.multilevel.data.csv.CsvOptions;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.inference.shares.VarianceShares;
import org.multilevel.model.GeneralisedLinearMixedModel;
import org.multilevel.model.MixedModel;

/** Shares of variance of binomial models against R's package performance, on the latent scale. */
class GeneralisedSharesTest {
    /** lme4's fits, on which performance stands, are good to some 1e-6. */
    private static final double TOLERANCE = 1e-5;

    private static MixedModel fit(String name) throws URISyntaxException {
        boolean cattle = name.equals("cbpp");
        Path file = Path.of(Objects.requireNonNull(GeneralisedSharesTest.class.getResource(
                        "/reference-glmm/" + (cattle ? "cbpp.csv" : "contraception.csv")))
                .toURI());
        List<String> categorical = cattle ? List.of("herd", "period") : List.of("district", "livch");
        String random = name.endsWith("slope") ? "(1 + urban | district)" : "(1 | district)";
        String formula = cattle
                ? "cbind(incidence, healthy) ~ period + (1 | herd)"
                : "use ~ age + I(age^2) + urban + livch + " + random;
        Link link = name.endsWith("probit") ? Link.PROBIT : Link.LOGIT;
        return GeneralisedLinearMixedModel.of(formula, new Distribution(Family.BINOMIAL, link))
                .fit(CsvTable.open(file, CsvOptions.defaults().withCategorical(categorical)));
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

    @Test
    void countsHaveNone() throws URISyntaxException {
        Path file = Path.of(
                Objects.requireNonNull(GeneralisedSharesTest.class.getResource("/reference-glmm/grouseticks.csv"))
                        .toURI());
        MixedModel model = GeneralisedLinearMixedModel.of(
                        "TICKS ~ YEAR + cHEIGHT + (1 | BROOD)", Distribution.of(Family.POISSON))
                .fit(CsvTable.open(file, CsvOptions.defaults().withCategorical(List.of("YEAR", "BROOD"))));
        assertTrue(VarianceShares.of(model).isEmpty());
    }
}

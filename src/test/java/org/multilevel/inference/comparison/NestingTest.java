package org.multilevel.inference.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Table;
import org.multilevel.formula.ResidualTerm;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;

/** Which covariance structures are special cases of which, by what their definitions say. */
class NestingTest {
    private static final Table TABLE = table();

    private static Table table() {
        Random random = new Random(3);
        int subjects = 30;
        double[] y = new double[4 * subjects];
        double[] week = new double[y.length];
        List<String> id = new ArrayList<>();
        List<String> arm = new ArrayList<>();
        for (int s = 0; s < subjects; s++) {
            double own = random.nextGaussian();
            double slope = 0.3 * random.nextGaussian();
            for (int t = 0; t < 4; t++) {
                week[4 * s + t] = t;
                y[4 * s + t] = own + slope * t + random.nextGaussian() * (s % 2 == 0 ? 1 : 1.5);
                id.add("s" + s);
                arm.add(s % 2 == 0 ? "a" : "b");
            }
        }
        return MemoryTable.builder()
                .numeric("y", y)
                .numeric("week", week)
                .categorical("id", id)
                .categorical("arm", arm)
                .build();
    }

    private static List<String> lacking(MixedModel model, MixedModel other) {
        return Nesting.lacking(model, other);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            value = {
                "(1 | id)                     => cs(1 + week | id)",
                "(1 + week || id)             => cs(1 + week | id)",
                "diag(1 + week | id)          => toep(1 + week | id)",
                "cs(1 + week | id)            => (1 + week | id)",
                "cs(1 + week | id, hom = TRUE) => cs(1 + week | id)",
                "ar1(1 + week | id)           => ar1(1 + week | id, hom = FALSE)",
                "ar1(1 + week | id)           => toep(1 + week | id, hom = TRUE)",
                "us(1 + week | id)            => (1 + week | id)"
            })
    void aRandomTermIsASpecialCase(String term, String other) {
        MixedModel small = LinearMixedModel.of("y ~ 1 + " + term).fit(TABLE);
        MixedModel large = LinearMixedModel.of("y ~ 1 + " + other).fit(TABLE);
        assertEquals(List.of(), lacking(small, large));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            value = {
                "(1 | id)                     => cs(1 + week | id, hom = TRUE) => the covariance ((Intercept) | id)",
                "(1 + week | id)              => cs(1 + week | id)     => the covariance ((Intercept), week | id)",
                "cs(1 + week | id)            => cs(1 + week | id, hom = TRUE) => the covariance cs((Intercept), week | id)",
                "ar1(1 + week | id)           => cs(1 + week | id)     => the covariance ar1((Intercept), week | id)"
            })
    void aRandomTermIsNone(String term, String other, String lacking) {
        MixedModel small = LinearMixedModel.of("y ~ 1 + " + term).fit(TABLE);
        MixedModel large = LinearMixedModel.of("y ~ 1 + " + other).fit(TABLE);
        assertEquals(List.of(lacking), lacking(small, large));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            value = {
                "cs(1 | id)      => us(week | id)                => true",
                "cs(1 | id)      => toep(week | id)              => true",
                "cs(week | id, hom = FALSE) => us(week | id)     => true",
                "cs(week | id, hom = FALSE) => cs(1 | id)        => false",
                "ar1(week | id)  => us(week | id)                => true",
                "ar1(week | id)  => ar1(week | id, hom = FALSE)  => true",
                "car1(week | id) => ar1(week | id)               => true",
                "ar1(week | id)  => car1(week | id)              => false",
                "ar1(week | id)  => toep(week | id)              => false",
                "toep(week | id) => us(week | id)                => true",
                "us(week | id)   => toep(week | id)              => false",
                "us(week | id)   => us(week | id, hom = TRUE)    => false",
                "ar1(week | id)  => ar1(visit | id)              => false",
                "ar1(week | id)  => ar1(week | site)             => false"
            })
    void aResidualStructureIsASpecialCaseOrNot(String one, String other, boolean special) {
        assertEquals(special, ResidualTerm.parse(one).isSpecialCaseOf(ResidualTerm.parse(other)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            value = {
                "-                  => -    => -                  => arm  => ",
                "-                  => arm  => -                  => -    => a residual variance for each arm",
                "-                  => -    => ar1(week | id)     => -    => ",
                "ar1(week | id)     => -    => us(week | id)      => arm  => ",
                "us(week | id)      => -    => ar1(week | id)     => -    => residuals us(week | id)",
                "ar1(week | id)     => arm  => -                  => arm  => residuals ar1(week | id)"
            })
    void residualsOfModelsAreCompared(String one, String strata, String other, String otherStrata, String lacking) {
        assertEquals(
                lacking == null ? List.of() : List.of(lacking), lacking(fit(one, strata), fit(other, otherStrata)));
    }

    private static MixedModel fit(String residual, String strata) {
        LinearMixedModel model = LinearMixedModel.of("y ~ week");
        model = residual.equals("-") ? model : model.withResidual(residual);
        model = strata.equals("-") ? model : model.withResidualVariance(strata);
        return model.fit(TABLE);
    }
}

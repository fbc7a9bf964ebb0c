package org.multilevel.inference.intervals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.data.Progress;
import org.multilevel.data.csv.CsvOptions;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.fit.answers.LikelihoodProfile;
import org.multilevel.fit.answers.ProfiledParameter;
import org.multilevel.inference.Parameters;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.LiveModel;

/**
 * What -2 log-likelihood rises by where a structure's parameter is held far from its estimate, against a dense restricted likelihood in R
 * ({@code reference-structures/rises.R}): where other parameters must make room, and where the residual variance goes to zero.
 */
class StructureRiseTest {
    private static final Path TABLES = Path.of("src", "test", "resources", "reference-structures");
    /** R's search without gradients ends as near. */
    private static final double NEAR = 5e-3;

    private static double rise(LiveModel live, String name, double value) {
        Parameters parameters = Parameters.of(live.model());
        ProfiledParameter kind =
                parameters.inProblem(live).get(parameters.names().indexOf(name));
        try (LikelihoodProfile profile = live.problem().profiles(Progress.NONE).of(kind)) {
            return profile.rise(value);
        }
    }

    private static LiveModel rats() {
        return LinearMixedModel.of("weight ~ Time * Diet")
                .withResidual("toep(Time | Rat)")
                .live(CsvTable.open(
                        TABLES.resolve("bodyweight.csv"),
                        CsvOptions.defaults().withCategorical(List.of("Diet", "Rat"))));
    }

    @ParameterizedTest
    @CsvSource({"lag 3, 0.95, 4.2239", "lag 3, 0.985, 1.1776", "lag 9, 0.8, 3.1453", "lag 9, 0.96, 2.3024"})
    void otherCorrelationsMakeRoom(String lag, double value, double rise) {
        assertEquals(rise, rise(rats(), "cor:Residual:" + lag, value), NEAR * rise);
    }

    private static LiveModel teeth() {
        return LinearMixedModel.of("distance ~ age * Sex + cs(0 + factor(occasion) | Subject)")
                .live(CsvTable.open(TABLES.resolve("orthodont.csv"), CsvOptions.defaults()));
    }

    @ParameterizedTest
    @CsvSource({"0.8, 0.138296", "0.635, 0.181849", "0.5, 2.406629", "0.3, 13.000110"})
    void aResidualVarianceOfNothingIsApproached(double rho, double rise) {
        assertEquals(rise, rise(teeth(), "cor:Subject:rho", rho), NEAR * rise);
    }

    /** Of {@code reference-structures/weights.R}: where rows of one age weigh 1e7 times what others do, sums of squares must keep what is between. */
    @ParameterizedTest
    @CsvSource({
        "8, 0.7, 3.028852",
        "8, 2, 2.232959",
        "12, 1.2, 1.854211",
        "12, 2, 2.743220",
        "14, 0.0006028, 0.088134",
        "14, 0.1, 0.081960",
        "14, 1.4, 2.347562"
    })
    void rowsMayWeighVeryDifferently(String age, double value, double rise) {
        LiveModel live = LinearMixedModel.of("distance ~ age + (1 + age | Subject)")
                .withResidualVariance("age")
                .live(CsvTable.open(Path.of("workflows", "data", "Orthodont.csv"), CsvOptions.defaults()));
        assertEquals(rise, rise(live, "sd:Residual:" + age, value), 1e-4);
    }

    @Test
    void aCorrelationLeavesOneWhereTheResidualVarianceIsNone() {
        double rise = rise(teeth(), "sd:Residual", 0);
        assertTrue(rise < 0.19, () -> "that of no residual variance is 0.182, and not " + rise);
    }
}

package org.multilevel.inference.influence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.csv.CsvOptions;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.fit.structure.ReferenceCases;
import org.multilevel.fit.structure.ReferenceCases.Case;
import org.multilevel.inference.Parameters;
import org.multilevel.model.FixedEffects;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.LiveModel;
import org.multilevel.model.MixedModel;

/**
 * Models with covariance structures without each level of a grouping factor or each subject, against optima of a dense likelihood in R on the rows that are
 * left; see {@code reference-structures/README.md}.
 */
class StructureInfluenceTest {
    /** In standard errors. */
    private static final double FIXED = 2e-5;
    /** Relative, or of a correlation. */
    private static final double PARAMETER = 2e-4;

    static Stream<Case> cases() {
        return ReferenceCases.cases("influence.json");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void estimatesWithoutALevelAreThoseOfTheReference(Case each) {
        LiveModel live = ReferenceCases.specified(each.of()).live(ReferenceCases.table(each.of()));
        MixedModel model = live.model();
        Influence influence = Influence.of(live, each.expected().get("group").asText(), 1, Progress.NONE);
        double[] whole = Parameters.of(model).values(model);
        for (JsonNode level : each.expected().get("levels")) {
            LevelInfluence found = influence.levels().stream()
                    .filter(one -> one.level().equals(level.get("level").asText()))
                    .findFirst()
                    .orElseThrow();
            checkFixed(level, model.fixedEffects(), found);
            checkOthers(level, influence, whole, found);
        }
        assertEquals(List.of(), influence.notes());
    }

    private static void checkFixed(JsonNode level, FixedEffects fixed, LevelInfluence found) {
        for (int j = 0; j < fixed.size(); j++) {
            String name = fixed.name(j).replaceAll("[\\[\\]]", "");
            double expected = (level.get("beta").get(name).asDouble() - fixed.estimate(j)) / fixed.standardError(j);
            assertEquals(expected, found.dfbetas()[j], FIXED, found.level() + " " + name);
        }
    }

    private static void checkOthers(JsonNode level, Influence influence, double[] whole, LevelInfluence found) {
        int p = whole.length - influence.parameters().size();
        for (JsonNode parameter : level.get("parameters")) {
            String name = ReferenceCases.parameter(parameter);
            int i = IntStream.range(0, influence.parameters().size())
                    .filter(k -> influence
                            .parameters()
                            .get(k)
                            .replaceAll("[\\[\\]]", "")
                            .equals(name))
                    .findFirst()
                    .orElse(-1);
            assertTrue(i >= 0, () -> name + " is none of " + influence.parameters());
            double expected = parameter.get("value").asDouble();
            assertEquals(
                    expected,
                    whole[p + i] + found.changes()[i],
                    PARAMETER * Math.max(0.5, Math.abs(expected)),
                    found.level() + " " + name);
        }
    }

    private static LiveModel teeth(String residual) {
        return LinearMixedModel.of("distance ~ age * Sex")
                .withResidual(residual)
                .live(CsvTable.open(ReferenceCases.FOLDER.resolve("orthodont.csv"), CsvOptions.defaults()));
    }

    @Test
    void theAnswerIsTheSameForAnyNumberOfThreads() {
        LiveModel live = teeth("ar1(age | Subject)");
        List<LevelInfluence> one =
                Influence.of(live, "Subject", 1, Progress.NONE).levels();
        List<LevelInfluence> two =
                Influence.of(live, "Subject", 2, Progress.NONE).levels();
        for (int g = 0; g < one.size(); g++) {
            assertArrayEquals(one.get(g).dfbetas(), two.get(g).dfbetas(), 0);
        }
    }

    @Test
    void aSubjectThatAloneTellsAResidualVarianceIsNoted() {
        int n = 60;
        Random random = new Random(4);
        double[] y = random.doubles(n).toArray();
        String[] id = new String[n];
        String[] arm = new String[n];
        for (int r = 0; r < n; r++) {
            id[r] = "s" + r / 6;
            arm[r] = r < 6 ? "a" : "b";
            y[r] += 0.3 * (r / 6 % 3);
        }
        Table table = MemoryTable.builder()
                .numeric("y", y)
                .categorical("id", id)
                .categorical("arm", arm)
                .build();
        LiveModel live = LinearMixedModel.of("y ~ 1 + (1 | id)")
                .withResidualVariance("arm")
                .live(table);
        assertEquals(
                List.of("Without s0: some variances and correlations of the residuals are told by its rows only."),
                Influence.of(live, "id", 1, Progress.NONE).notes());
    }
}

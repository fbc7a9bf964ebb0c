package org.multilevel.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Table;
import org.multilevel.data.csv.CsvOptions;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.error.MethodException;
import org.multilevel.fit.DfMethod;
import org.multilevel.fit.structure.ReferenceCases;
import org.multilevel.fit.structure.ReferenceCases.Case;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;

/**
 * Degrees of freedom of models with covariance structures against the formulas of Satterthwaite and of Kenward and Roger (1997) with dense matrices in R;
 * see {@code reference-structures/README.md}.
 */
class StructureFreedomTest {
    /** Relative; ours are from differences of the gradient. */
    private static final double SATTERTHWAITE = 1e-4;
    /** Relative; ours are from differences of V. */
    private static final double KENWARD_ROGER = 1e-5;

    static Stream<Case> cases() {
        return ReferenceCases.cases("freedom.json");
    }

    static Stream<Case> restricted() {
        return cases().filter(each -> each.expected().has("kr_df"));
    }

    private static MixedModel fit(JsonNode of, DfMethod df) {
        return ReferenceCases.specified(of).withDf(df).fit(ReferenceCases.table(of));
    }

    private static int position(MixedModel model, String name) {
        return IntStream.range(0, model.fixedEffects().size())
                .filter(j ->
                        model.fixedEffects().name(j).replaceAll("[\\[\\]]", "").equals(name))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void satterthwaitesDegreesOfFreedomAreThoseOfTheReference(Case of) {
        MixedModel model = fit(of.of(), DfMethod.SATTERTHWAITE);
        List<CoefficientTest> tests = Inference.satterthwaite().coefficients(model);
        for (int j = 0; j < tests.size(); j++) {
            String name = of.expected().get("coefficients").get(j).asText();
            double df = of.expected().get("satterthwaite").get(j).asDouble();
            assertEquals(df, tests.get(position(model, name)).df(), SATTERTHWAITE * df, name);
        }
    }

    @ParameterizedTest
    @MethodSource("restricted")
    void kenwardAndRogersAdjustmentIsThatOfTheReference(Case of) {
        MixedModel model = fit(of.of(), DfMethod.KENWARD_ROGER);
        List<CoefficientTest> tests = Inference.kenwardRoger().coefficients(model);
        for (int j = 0; j < tests.size(); j++) {
            String name = of.expected().get("coefficients").get(j).asText();
            CoefficientTest test = tests.get(position(model, name));
            double error = of.expected().get("kr_se").get(j).asDouble();
            double df = of.expected().get("kr_df").get(j).asDouble();
            assertEquals(error, test.standardError(), KENWARD_ROGER * error, name);
            assertEquals(df, test.df(), 10 * KENWARD_ROGER * df, name);
        }
        if (of.expected().has("joint_df")) {
            int p = tests.size();
            double[][] rows = IntStream.range(1, p)
                    .mapToObj(j -> IntStream.range(0, p)
                            .mapToDouble(k -> k == j ? 1 : 0)
                            .toArray())
                    .toArray(double[][]::new);
            FTest joint = FixedUncertainty.of(model, Inference.kenwardRoger()).fTest(rows, new double[p - 1]);
            double df = of.expected().get("joint_df").asDouble();
            double f = of.expected().get("joint_f").asDouble();
            assertEquals(df, joint.denominatorDf(), 10 * KENWARD_ROGER * df);
            assertEquals(f, joint.statistic(), 10 * KENWARD_ROGER * f);
        }
    }

    /** Residuals that share one correlation are those of a random intercept, which pbkrtest knows. */
    @Test
    void compoundSymmetryHasTheDegreesOfFreedomOfARandomIntercept() {
        Table table = CsvTable.open(ReferenceCases.FOLDER.resolve("trial.csv"), CsvOptions.defaults());
        LinearMixedModel intercept =
                LinearMixedModel.of("y ~ base + arm * week + (1 | id)").withDf(DfMethod.KENWARD_ROGER);
        LinearMixedModel symmetric = LinearMixedModel.of("y ~ base + arm * week")
                .withResidual("cs(1 | id)")
                .withDf(DfMethod.KENWARD_ROGER);
        List<CoefficientTest> expected = Inference.kenwardRoger().coefficients(intercept.fit(table));
        List<CoefficientTest> found = Inference.kenwardRoger().coefficients(symmetric.fit(table));
        for (int j = 0; j < expected.size(); j++) {
            double df = expected.get(j).df();
            assertEquals(df, found.get(j).df(), 1e-5 * df);
            double error = expected.get(j).standardError();
            assertEquals(error, found.get(j).standardError(), 1e-6 * error);
        }
    }

    @Test
    void rowsThatDependOnTooManyOthersAreRefused() {
        int n = 4800;
        Table table = MemoryTable.builder()
                .numeric(
                        "y",
                        IntStream.range(0, n).mapToDouble(r -> Math.sin(r * r)).toArray())
                .numeric(
                        "time", IntStream.range(0, n).mapToDouble(r -> r % 2400).toArray())
                .categorical(
                        "id",
                        IntStream.range(0, n).mapToObj(r -> "s" + r / 2400).toArray(String[]::new))
                .build();
        LinearMixedModel model =
                LinearMixedModel.of("y ~ 1").withResidual("ar1(time | id)").withDf(DfMethod.KENWARD_ROGER);
        assertEquals(
                "Kenward and Roger's method for covariance structures needs dense matrices of the rows that depend on each other, here up to"
                        + " 2,400, and works up to 2,000 of some; choose satterthwaite, which differs little with so many.",
                assertThrows(MethodException.class, () -> model.fit(table)).getMessage());
    }
}

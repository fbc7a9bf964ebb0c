package org.multilevel.inference.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.error.ModelException;
import org.multilevel.fit.structure.ReferenceCases;
import org.multilevel.fit.structure.ReferenceCases.Case;
import org.multilevel.model.LinearMixedModel;

/** What is said before a fit of a model with covariance structures. */
class StructureCheckTest {
    private static List<String> said(FindingKind kind, LinearMixedModel model, Table table) {
        return TableCheck.of(model, table, Progress.NONE).stream()
                .filter(finding -> finding.kind() == kind)
                .map(Finding::text)
                .toList();
    }

    static Stream<Case> models() {
        return ReferenceCases.models();
    }

    /** nlme and glmmTMB count fixed effects, the residual variance and the rest, which is what a check calls covariance parameters. */
    @ParameterizedTest
    @MethodSource("models")
    void covarianceParametersAreCountedAsByTheFit(Case each) {
        JsonNode of = each.of();
        int fixed = of.get("beta").size();
        int covariances = of.get("n_parameters").asInt() - fixed - 1;
        String sentence = said(FindingKind.SIZE, ReferenceCases.specified(of), ReferenceCases.table(of))
                .get(0);
        assertTrue(
                sentence.startsWith(covariances + " covariance parameter" + (covariances == 1 ? "" : "s") + " and "
                        + fixed + " fixed coefficient"),
                covariances + " of " + each + ": " + sentence);
    }

    private static MemoryTable visits(double... weeks) {
        int n = 24;
        String[] ids = new String[n];
        double[] y = new double[n];
        double[] week = new double[n];
        for (int i = 0; i < n; i++) {
            ids[i] = "s" + i / weeks.length;
            week[i] = weeks[i % weeks.length];
            y[i] = i * 7 % 11;
        }
        return MemoryTable.builder()
                .numeric("y", y)
                .numeric("week", week)
                .categorical("id", ids)
                .build();
    }

    @Test
    void rowsThatDoNotBearTheStructureAreToldWithTheSentenceOfTheFit() {
        LinearMixedModel model = LinearMixedModel.of("y ~ 1").withResidual("ar1(week | id)");
        Table table = visits(1, 2, 2, 4);
        String refusal = String.valueOf(
                assertThrows(ModelException.class, () -> model.fit(table)).getMessage());
        assertEquals(List.of(refusal), said(FindingKind.REFUSED, model, table));
        assertEquals(List.of(), said(FindingKind.SIZE, model, table));
    }

    /** A guess that knows of no occasions said less than a second of a fit with 1,274 of them to estimate. */
    @Test
    void nothingIsGuessedOfTheTimeThatResidualsTakeWhichGoTogether() {
        Table table = visits(1, 2, 3, 4);
        LinearMixedModel model = LinearMixedModel.of("y ~ week");
        assertEquals(1, said(FindingKind.TIME, model, table).size());
        assertEquals(List.of(), said(FindingKind.TIME, model.withResidual("us(week | id)"), table));
    }

    @Test
    void aModelWithoutGroupsHasASizeOnlyIfItsResidualsHaveAStructure() {
        Table table = visits(1, 2, 3, 4);
        LinearMixedModel model = LinearMixedModel.of("y ~ week");
        assertEquals(List.of(), said(FindingKind.SIZE, model, table));
        assertEquals(
                List.of("1 covariance parameter and 2 fixed coefficients are to be estimated from 24 rows."),
                said(FindingKind.SIZE, model.withResidual("cs(1 | id)"), table));
    }
}

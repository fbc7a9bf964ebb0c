package org.multilevel.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.data.Table;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;
import org.multilevel.model.Samples;
import org.multilevel.model.VarianceComponent;
import org.multilevel.model.VarianceComponent.Kind;

/** What the page shows as variance, standard deviation and correlation is that, in a real browser, where there is one on this machine. */
class VarianceComponentVisitTest {
    private static final String ROWS = """
            const table = document.querySelector("#variance-components table");
            const texts = (row) => [...row.children].map((each) => each.textContent).join(";");
            return [...table.rows].map(texts).join("\\n");""";

    @TempDir
    private Path folder;

    private List<String> shown(MixedModel model) throws Exception {
        return Visit.in(folder)
                .told(ReportPage.html(ReportDocument.of(model)), ROWS)
                .lines()
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "distance ~ age + (age | Subject); ar1(age | Subject); Variance or covariance",
                "distance ~ age + (1 | Subject); car1(age | Subject); Variance",
                "distance ~ age + cs(1 + age | Subject); ar1(age | Subject); Variance or covariance",
                "distance ~ age; cs(age | Subject); Variance",
                "distance ~ age; toep(age | Subject); Variance",
                "distance ~ age; us(age | Subject); Variance"
            })
    void correlationsOfResidualsAreCorrelationsAndNoVariances(String formula, String residual, String variance)
            throws Exception {
        MixedModel model = LinearMixedModel.of(formula)
                .withResidual(residual)
                .withResidualVariance("Sex")
                .fit(Samples.table("Orthodont"));
        List<String> lines = shown(model);
        assertEquals("Group;Effect;" + variance + ";Std. dev.;Correlation", lines.get(0));
        List<VarianceComponent> components = model.varianceComponents();
        assertEquals(components.size(), lines.size() - 1);
        assertTrue(components.stream().anyMatch(component -> component.kind() == Kind.CORRELATION));
        for (int i = 0; i < components.size(); i++) {
            VarianceComponent component = components.get(i);
            String[] cells = lines.get(i + 1).split(";", -1);
            boolean isParameter = component.kind() == Kind.CORRELATION;
            boolean isCorrelation = isParameter || component.kind() == Kind.COVARIANCE;
            assertEquals(
                    isParameter && component.ofResiduals(), cells[0].equals("Subject (residuals)"), lines.get(i + 1));
            assertEquals(isParameter, cells[2].isEmpty(), lines.get(i + 1));
            assertEquals(isCorrelation, cells[3].isEmpty(), lines.get(i + 1));
            assertEquals(
                    isCorrelation
                            ? String.format(Locale.ROOT, "%.4f", component.sdOrCorrelation())
                                    .replace('-', '\u2212')
                            : "",
                    cells[4]);
        }
    }

    @Test
    void aCorrelationOfEffectsHasTwoDecimalsAndStandsBesideItsCovariance() throws Exception {
        MixedModel model =
                LinearMixedModel.of("Reaction ~ Days + (Days | Subject)").fit(Samples.table("sleepstudy"));
        assertEquals("Subject;(Intercept) with Days;9.60;;0.07", shown(model).get(3));
    }

    @Test
    void withoutCorrelationsThereIsNoColumnOfThem() throws Exception {
        MixedModel model =
                LinearMixedModel.of("Reaction ~ Days + (1 | Subject)").fit(Samples.table("sleepstudy"));
        assertEquals("Group;Effect;Variance;Std. dev.", shown(model).get(0));
    }

    /** Days counted as seconds from 1970: variances of 1e9 and 1e-12 stand in a column, and none of them reads as zero. */
    @Test
    void noVarianceReadsAsZeroThatIsNot() throws Exception {
        Table sleep = Samples.table("sleepstudy");
        MixedModel model = LinearMixedModel.of(
                        "Reaction ~ I(1.7e9 + 86400 * Days) + (I(1.7e9 + 86400 * Days) | Subject)")
                .fit(sleep);
        List<String> lines = shown(model);
        List<VarianceComponent> components = model.varianceComponents();
        for (int i = 0; i < components.size(); i++) {
            double value = components.get(i).value();
            String cell = lines.get(i + 1).split(";", -1)[2].replace('\u2212', '-');
            assertEquals(value, Double.parseDouble(cell), 0.005 * Math.abs(value), lines.get(i + 1));
        }
    }
}

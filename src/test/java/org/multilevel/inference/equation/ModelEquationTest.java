package org.multilevel.inference.equation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;
import org.multilevel.model.Samples;
import org.xml.sax.InputSource;

/** The equations of models, against those that textbooks print, and what LaTeX and XML ask of their text. */
class ModelEquationTest {
    /** Names that mean something to TeX and to XML. */
    private static final List<String> HOSTILE = List.of("a_b", "50% & <x>", "{\\d}$#^~", "\"q\" |'\u0001");

    private static MixedModel fit(String formula, String table, String... categorical) {
        return LinearMixedModel.of(formula).withThreads(1).fit(Samples.table(table, categorical));
    }

    private static String byLevel(MixedModel model) {
        return ModelEquation.of(model).byLevel(Format.TEXT);
    }

    /** Two pupils' worth of noise in every one of 4 classes of 6 schools; classes have names of their own, so nesting shows in rows only. */
    private static MemoryTable threeLevels() {
        Random random = new Random(20);
        int rows = 144;
        double[] classes = random.doubles(24).toArray();
        double[] schools = random.doubles(6).toArray();
        double[] x = random.doubles(rows).toArray();
        double[] y = IntStream.range(0, rows)
                .mapToDouble(i -> x[i] + 2 * random.nextGaussian() + classes[i / 6] + 5 * schools[i / 24])
                .toArray();
        return MemoryTable.builder()
                .numeric("y", y)
                .numeric("x", x)
                .numeric(
                        "c",
                        IntStream.range(0, rows)
                                .mapToDouble(i -> classes[i / 6])
                                .toArray())
                .numeric(
                        "s",
                        IntStream.range(0, rows)
                                .mapToDouble(i -> schools[i / 24])
                                .toArray())
                .categorical(
                        "class",
                        IntStream.range(0, rows).mapToObj(i -> "c" + i / 6).toArray(String[]::new))
                .categorical(
                        "school",
                        IntStream.range(0, rows).mapToObj(i -> "s" + i / 24).toArray(String[]::new))
                .build();
    }

    /** Raudenbush and Bryk (2002), chapter 4: the intercepts- and slopes-as-outcomes model of the High School and Beyond survey. */
    @Test
    void predictorsOfSchoolsStandInTheEquationsOfInterceptAndSlope() {
        MixedModel model = fit("mathach ~ ses * sector + (ses | school)", "hsb", "school");
        assertEquals("""
                Level 1 (i: row)
                  mathach_ij = beta_0j + beta_1j * ses_ij + epsilon_ij
                  epsilon_ij ~ N(0, sigma^2)
                Level 2 (j: school)
                  beta_0j = gamma_00 + gamma_01 * sector_j + u_0j
                  beta_1j = gamma_10 + gamma_11 * sector_j + u_1j
                  (u_0j, u_1j) ~ N(0, [tau_00, tau_10; tau_10, tau_11])
                """, byLevel(model));
        assertEquals("""
                Model
                  mathach_ij = gamma_00 + gamma_10 * ses_ij + gamma_01 * sector_j + gamma_11 * ses_ij * sector_j
                               + u_0j + u_1j * ses_ij + epsilon_ij
                  (u_0j, u_1j) ~ N(0, [tau_00, tau_10; tau_10, tau_11])
                  epsilon_ij ~ N(0, sigma^2)
                """, ModelEquation.of(model).combined(Format.TEXT));
    }

    /** Raudenbush and Bryk (2002), chapter 8, whose r is our u and whose u is our v. */
    @Test
    void threeLevelsAreFoundFromTheRows() {
        MixedModel model = LinearMixedModel.of("y ~ x * c + x * s + (1 | class) + (x | school)")
                .fit(threeLevels());
        String text = byLevel(model);
        assertTrue(text.startsWith("""
                        Level 1 (i: row)
                          y_ijk = pi_0jk + pi_1jk * x_ijk + epsilon_ijk
                          epsilon_ijk ~ N(0, sigma^2)
                        Level 2 (j: class)
                          pi_0jk = beta_00k + beta_01k * c_jk + u_0jk
                          pi_1jk = beta_10k + beta_11k * c_jk
                          u_0jk ~ N(0, tau_u00)
                        Level 3 (k: school)
                          beta_00k = gamma_000 + gamma_001 * s_k + v_00k
                          beta_01k = gamma_010
                          beta_10k = gamma_100 + gamma_101 * s_k + v_10k
                          beta_11k = gamma_110
                        """), text);
    }

    /** Raudenbush and Bryk (2002), chapter 12: both factors stand in one equation. */
    @Test
    void crossedFactorsShareALevel() {
        String text = byLevel(fit("diameter ~ 1 + (1 | plate) + (1 | sample)", "Penicillin"));
        assertTrue(text.contains("Level 2 (j: plate, k: sample)\n  beta_0jk = gamma_00 + u_0j + v_0k\n"), text);
    }

    @Test
    void nestedFactorsAreLevelsOfTheirOwn() {
        String text = byLevel(fit("strength ~ 1 + (1 | batch/cask)", "Pastes"));
        assertTrue(text.contains("Level 2 (j: cask:batch)\n  pi_0jk = beta_00k + u_0jk\n"), text);
        assertTrue(text.contains("Level 3 (k: batch)\n  beta_00k = gamma_000 + v_00k\n"), text);
    }

    @Test
    void uncorrelatedSlopesHaveDistributionsOfTheirOwn() {
        String text = byLevel(fit("Reaction ~ Days + (Days || Subject)", "sleepstudy", "Subject"));
        assertTrue(text.endsWith("  u_0j ~ N(0, tau_00)\n  u_1j ~ N(0, tau_11)\n"), text);
    }

    @Test
    void aSlopeWithoutInterceptLeavesPredictorsOfGroupsOnTheirLevel() {
        String text = byLevel(fit("distance ~ age * Sex + (0 + age | Subject)", "Orthodont"));
        assertTrue(text.contains("  beta_0j = gamma_00 + gamma_01 * Sex[Male]_j\n"), text);
        assertTrue(text.contains("  beta_1j = gamma_10 + gamma_11 * Sex[Male]_j + u_1j\n"), text);
    }

    @Test
    void aSlopeOfAPredictorOfGroupsStandsInTheEquationOfTheIntercept() {
        String text = byLevel(fit("mathach ~ ses + sector + (sector | school)", "hsb", "school"));
        assertTrue(text.contains("  beta_0j = gamma_00 + gamma_01 * sector_j + u_0j + u_01j * sector_j\n"), text);
        assertTrue(text.contains("  beta_1j = gamma_10\n"), text);
    }

    @Test
    void aCategoryHasACoefficientForEachOfItsColumns() {
        String text = byLevel(fit("score ~ Machine + (1 | Worker)", "Machines", "Worker"));
        assertTrue(
                text.contains("score_ij = beta_0j + beta_1j * Machine[B]_ij + beta_2j * Machine[C]_ij + epsilon_ij\n"),
                text);
    }

    @Test
    void withoutRandomTermsThereIsOneLevel() {
        ModelEquation equation = ModelEquation.of(fit("mathach ~ ses", "hsb"));
        assertEquals(1, equation.levels());
        assertEquals(
                "Model\n  mathach_i = beta_0 + beta_1 * ses_i + epsilon_i\n  epsilon_i ~ N(0, sigma^2)\n",
                equation.combined(Format.TEXT));
    }

    @Test
    void weightsDivideTheResidualVarianceAndAnOffsetHasNoCoefficient() {
        MixedModel model = LinearMixedModel.of("y ~ x + offset(o) + (1 | g)")
                .withWeights("w")
                .fit(Samples.mixedBag());
        String text = ModelEquation.of(model).combined(Format.TEXT);
        assertTrue(text.contains("gamma_10 * x_ij + o_ij + u_0j"), text);
        assertTrue(text.contains("epsilon_ij ~ N(0, sigma^2 / w_ij)\n"), text);
        assertTrue(ModelEquation.of(model).combined(Format.LATEX).contains("\\frac{\\sigma^{2}}{\\text{w}_{ij}}"));
    }

    /** The estimates are the reference optimum of sleepstudy, which lme4's documentation prints. */
    @Test
    void estimatesTakeThePlaceOfParameters() {
        ModelEquation equation = ModelEquation.of(Samples.sleepstudyModel()).withEstimates(4);
        assertEquals("""
                Model with the estimates
                  Reaction_ij = 251.4 + 10.47 * Days_ij + u_0j + u_1j * Days_ij + epsilon_ij
                  (u_0j, u_1j) ~ N(0, [612.1, 9.604; 9.604, 35.07])
                  epsilon_ij ~ N(0, 654.9)
                """, equation.combined(Format.TEXT));
        assertTrue(equation.byLevel(Format.TEXT).contains("  beta_1j = 10.47 + u_1j\n"));
    }

    @Test
    void allIsTheModelLevelByLevelInSymbolsAndThenWithTheEstimates() {
        ModelEquation symbols = ModelEquation.of(Samples.sleepstudyModel());
        ModelEquation estimates = symbols.withEstimates(4);
        assertEquals(
                symbols.combined(Format.TEXT)
                        + symbols.byLevel(Format.TEXT)
                        + estimates.combined(Format.TEXT)
                        + estimates.byLevel(Format.TEXT),
                symbols.all(Format.TEXT, 4));
    }

    @Test
    void aNegativeEstimateIsSubtracted() {
        String text = ModelEquation.of(fit("mathach ~ minority + (1 | school)", "hsb", "school"))
                .withEstimates(2)
                .combined(Format.TEXT);
        assertTrue(text.contains(" = 14 - 3.7 * minority_ij + u_0j"), text);
    }

    @Test
    void digitsAreFrom1To15() {
        ModelEquation equation = ModelEquation.of(Samples.sleepstudyModel());
        assertEquals(
                "The number of digits is 16 but must lie between 1 and 15.",
                assertThrows(IllegalArgumentException.class, () -> equation.withEstimates(16))
                        .getMessage());
    }

    @Test
    void aVarianceThatTheDataDoNotDetermineIsNoNumber() {
        MixedModel model = fit("score ~ Machine + (Machine || Worker)", "Machines", "Worker");
        String text = ModelEquation.of(model).all(Format.TEXT, 4);
        assertTrue(text.contains("  u_0j ~ N(0, ?)\n"), text);
        assertTrue(
                text.endsWith("A question mark stands for a variance or covariance that the data do not determine.\n"),
                text);
    }

    @Test
    void columnsLeftOutAreNamed() {
        MixedModel model = fit("mathach ~ ses + cses + I(ses * 2) + (1 | school)", "hsb", "school");
        String text = ModelEquation.of(model).all(Format.TEXT, 4);
        assertTrue(
                text.endsWith("Left out, because they are linear combinations of other columns: I(ses * 2).\n"), text);
    }

    @Test
    void aSavedModelHasTheSameEquation() {
        MixedModel model = LinearMixedModel.of("y ~ x * c + x * s + (1 | class) + (x | school)")
                .fit(threeLevels());
        assertEquals(byLevel(model), byLevel(MixedModel.fromJson(model.toJson())));
    }

    @Test
    void aFileThatDoesNotTellLevelsSaysSo() {
        MixedModel model = fit("distance ~ Sex + (1 | Subject)", "Orthodont");
        String early = model.toJson().replaceAll("(?s),\\s*\"patterns\" ?: ?\\[.*?\\}\\s*\\]", "");
        assertFalse(early.contains("patterns"));
        String text = ModelEquation.of(MixedModel.fromJson(early)).all(Format.TEXT, 4);
        assertTrue(text.contains("beta_0j + beta_1j * Sex[Male]_ij"), text);
        assertTrue(text.endsWith("fit the model again for their levels.\n"), text);
    }

    @Test
    void latexIsWhatAmsmathReads() {
        assertEquals("""
                % Level 1 (i: row)
                \\begin{align*}
                  \\text{Reaction}_{ij} &= \\beta_{0j} + \\beta_{1j} \\, \\text{Days}_{ij} + \\varepsilon_{ij} \\\\
                  \\varepsilon_{ij} &\\sim N\\left(0,\\ \\sigma^{2}\\right)
                \\end{align*}
                % Level 2 (j: Subject)
                \\begin{align*}
                  \\beta_{0j} &= \\gamma_{00} + u_{0j} \\\\
                  \\beta_{1j} &= \\gamma_{10} + u_{1j} \\\\
                  \\begin{pmatrix} u_{0j} \\\\ u_{1j} \\end{pmatrix} &\\sim N\\left(0,\\ \\begin{pmatrix} \\tau_{00} & \\tau_{10} \\\\ \\tau_{10} & \\tau_{11} \\end{pmatrix}\\right)
                \\end{align*}
                """, ModelEquation.of(Samples.sleepstudyModel()).byLevel(Format.LATEX));
    }

    private static MixedModel hostile() {
        Random random = new Random(3);
        double[] y = random.doubles(24).toArray();
        MemoryTable.Builder table = MemoryTable.builder().numeric(HOSTILE.get(0), y);
        for (String name : HOSTILE.subList(1, 3)) {
            table.numeric(name, random.doubles(24).toArray());
        }
        table.categorical(
                HOSTILE.get(3),
                IntStream.range(0, 24).mapToObj(i -> "g" + i % 6).toArray(String[]::new));
        return LinearMixedModel.of("a_b ~ `50% & <x>` + `{\\d}$#^~` + (1 | `" + HOSTILE.get(3) + "`)")
                .fit(table.build());
    }

    @Test
    void latexEscapesNamesAndBalancesBraces() {
        String text = ModelEquation.of(hostile()).all(Format.LATEX, 4);
        assertTrue(text.contains("\\text{a\\_b}_{ij}"), text);
        assertTrue(text.contains("\\text{50\\% \\& \\textless{}x\\textgreater{}}_{ij}"), text);
        assertTrue(
                text.contains("\\text{\\{\\textbackslash{}d\\}\\$\\#\\textasciicircum{}\\textasciitilde{}}_{ij}"),
                text);
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            boolean isEscaped = text.charAt(i) == '\\';
            i += isEscaped ? 1 : 0;
            depth += isEscaped ? 0 : text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
            assertTrue(depth >= 0, text);
        }
        assertEquals(0, depth);
        assertEquals(text.split("\\\\begin\\{").length, text.split("\\\\end\\{").length);
    }

    @Test
    void htmlEscapesNamesAndIsWellFormed() throws Exception {
        String text = ModelEquation.of(hostile()).all(Format.HTML, 4);
        assertTrue(text.contains("<mtext>50% &amp; &lt;x&gt;</mtext>"), text);
        assertTrue(isWellFormed(text), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"mathach ~ ses", "mathach ~ ses * sector + (ses | school)", "I(mathach / 1e8) ~ 1 + (1 | school)"
            })
    void htmlIsWellFormed(String formula) throws Exception {
        String text = ModelEquation.of(fit(formula, "hsb", "school")).all(Format.HTML, 4);
        assertTrue(isWellFormed(text), text);
    }

    /** The parser throws where it is not. */
    private static boolean isWellFormed(String text) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader("<body>" + text + "</body>")))
                .hasChildNodes();
    }
}

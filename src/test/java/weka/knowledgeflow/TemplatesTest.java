package weka.knowledgeflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import weka.core.Environment;
import weka.core.Instances;
import weka.core.converters.CSVLoader;
import weka.gui.Logger;
import weka.knowledgeflow.steps.Note;

/** The templates for the KnowledgeFlow, each run by Weka's own runner without windows; what they save is read. */
class TemplatesTest {
    private static final Path TEMPLATES = Path.of("workflows", "weka");

    @TempDir
    Path directory;

    static List<Path> templates() throws IOException {
        try (Stream<Path> files = Files.list(TEMPLATES)) {
            return files.sorted().toList();
        }
    }

    private static Flow flow(Path template) throws Exception {
        try (InputStream in = new FileInputStream(template.toFile())) {
            return JSONFlowUtils.readFlow(in);
        }
    }

    /** Runs a template, which saves its results in the test's directory. */
    private void run(String template) throws Exception {
        TemplateData.unpack(directory);
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        FlowRunner runner = new FlowRunner();
        runner.setLogger(new Logger() {
            @Override
            public void logMessage(String message) {
                log.add(message);
            }

            @Override
            public void statusMessage(String message) {}
        });
        Environment variables = new Environment();
        variables.addVariable("WEKA_HOME", directory.toString());
        variables.addVariable("java.io.tmpdir", directory.toString());
        runner.getExecutionEnvironment().setEnvironmentVariables(variables);
        runner.setFlow(flow(TEMPLATES.resolve(template)));
        CountDownLatch end = new CountDownLatch(1);
        runner.addExecutionFinishedCallback(end::countDown);
        runner.run();
        assertTrue(end.await(2, TimeUnit.MINUTES), () -> "the flow does not end: " + log);
        assertTrue(
                log.stream().noneMatch(line -> line.startsWith("[ERROR]") || line.startsWith("[WARNING]")),
                log::toString);
    }

    private String text(String file) throws IOException {
        return Files.readString(directory.resolve(file));
    }

    /** Returns the numbers of the pictures that a template saved, none of which is blank. */
    private List<Integer> pictures(String prefix) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Matcher name = Pattern.compile(prefix + "-picture-([0-9]+)[.]png")
                        .matcher(file.getFileName().toString());
                if (name.matches()) {
                    BufferedImage image = ImageIO.read(file.toFile());
                    int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
                    assertTrue(Arrays.stream(pixels).distinct().count() > 20, () -> file + " is blank");
                    assertEquals(1080, image.getWidth());
                    numbers.add(Integer.valueOf(name.group(1)));
                }
            }
        }
        return numbers.stream().sorted().toList();
    }

    private Instances table(String file) throws IOException {
        CSVLoader loader = new CSVLoader();
        loader.setSource(directory.resolve(file).toFile());
        return loader.getDataSet();
    }

    private double[] numbers(String file, String column) throws IOException {
        Instances table = table(file);
        return table.attributeToDoubleArray(table.attribute(column).index());
    }

    /** The optimum is that on which lme4, nlme and glmmTMB agree. */
    @Test
    void schoolAchievementSavesTheComparisonAndAllTables() throws Exception {
        run("school-achievement.kf");
        assertTrue(text("school-comparison.txt").contains("-23139.4984"), text("school-comparison.txt"));
        Instances fixed = table("school_fixed_effects.csv");
        assertEquals(6, fixed.numInstances());
        // As in the summary that the documentation shows.
        assertEquals(-2.945, fixed.instance(4).value(1), 0.0005);
        assertEquals(320, table("school_group_effects.csv").numInstances());
        assertEquals(7185, table("school_fitted_values.csv").numInstances());
        assertEquals(4, table("school_variance_components.csv").numInstances());
        assertTrue(text("school_fit_statistics.csv").contains("log_likelihood"));
    }

    /** The restricted log-likelihood is that of Pinheiro and Bates (2000), Mixed-Effects Models in S and S-PLUS. */
    @Test
    void growthCurvesSaveTheComparisonAndTheEffectsOfEachBoy() throws Exception {
        run("growth-curves.kf");
        assertTrue(text("growth-comparison.txt").contains("-362.0455"), text("growth-comparison.txt"));
        Instances boys = table("growth_group_effects.csv");
        assertEquals(52, boys.numInstances());
        double sum = Arrays.stream(
                        boys.attributeToDoubleArray(boys.attribute("effect").index()))
                .sum();
        // Over the groups of a balanced table, effects sum to nought; the file has twelve decimals.
        assertEquals(0, sum, 1e-9);
        // By lme4 1.1-31; the slope alone has no variance, so the likelihood is that of least squares.
        assertTrue(text("growth-null.txt").contains("-733.2949"), text("growth-null.txt"));
        assertTrue(text("growth-null.txt").contains("0.7445"), text("growth-null.txt"));
        assertTrue(text("growth-alone.txt").contains("-818.9673"), text("growth-alone.txt"));
        assertTrue(text("growth-alone.txt").contains("singular"), text("growth-alone.txt"));
        assertEquals(3, pictures("growth").size());
    }

    /** The likelihood of the larger model is that of the smaller one, since the varying slope has no variance; by lme4 1.1-31. */
    @Test
    void examScoresSaveTheComparisonAndTheInterceptOfEachSchool() throws Exception {
        run("exam-scores.kf");
        String comparison = text("exam-comparison.txt");
        assertTrue(comparison.contains("-2254.0873"), comparison);
        assertEquals(2, comparison.split("-2188\\.2873", -1).length - 1, comparison);
        assertTrue(text("exam-slopes.txt").contains("singular"), text("exam-slopes.txt"));
        assertEquals(20, table("exam_group_effects.csv").numInstances());
        assertEquals(2, pictures("exam").size());
    }

    /** The likelihoods are those on which lme4, nlme and glmmTMB agree; the forecast is that of docs/examples/hsb.md. */
    @Test
    void schoolsAsInHlmSaveTheComparisonTheEquationsAndTheForecast() throws Exception {
        run("schools-hlm.kf");
        String comparison = text("hlm-comparison.txt");
        assertTrue(comparison.contains("-23557.9051") && comparison.contains("-23139.4984"), comparison);
        assertTrue(text("hlm-null-reml.txt").contains("0.1804"), text("hlm-null-reml.txt"));
        assertTrue(text("hlm-final.txt").contains("beta_2j = -2.945 + u_2j"), text("hlm-final.txt"));
        assertEquals(8.2686, numbers("hlm_emmeans.csv", "estimate")[0], 5e-5);
        assertEquals(4, table("hlm_variance_components.csv").numInstances());
        assertEquals(2, pictures("hlm").size());
    }

    /** The likelihoods and slopes are those of lme4 1.1-31 by ML; the three slopes of least squares, and the slopes of schools by REML, of R. */
    @Test
    void catholicAndPublicSchoolsSaveTheComparisonAndTheSlopeOfEachSector() throws Exception {
        run("catholic-public-schools.kf");
        String comparison = text("catholic-comparison.txt");
        assertTrue(comparison.contains("-23557.9051") && comparison.contains("-23320.5023"), comparison);
        assertTrue(text("catholic-within.txt").contains("2.191"), text("catholic-within.txt"));
        // Least squares on all pupils, on deviations from the school's mean, and on the means of schools; R's lm gives
        // the same.
        assertTrue(text("catholic-slope-within.txt").contains("2.1912"), text("catholic-slope-within.txt"));
        assertTrue(text("catholic-slope-between.txt").contains("5.909"), text("catholic-slope-between.txt"));
        assertTrue(text("catholic-slope-between.txt").contains("160"), text("catholic-slope-between.txt"));
        assertTrue(text("catholic-slopes.txt").contains("-23284.5561"), text("catholic-slopes.txt"));
        assertTrue(text("catholic-slopes.txt").contains("singular"), text("catholic-slopes.txt"));
        assertArrayEquals(new double[] {2.95338, 1.64109}, numbers("catholic_slopes.csv", "slope"), 5e-5);
        assertEquals(160, table("catholic_group_effects.csv").numInstances());
        assertEquals(8, pictures("catholic").size());
    }

    @Test
    void crossValidationShowsThatNewPersonsArePredictedWorseThanNewDays() throws Exception {
        run("group-cross-validation.kf");
        double newPerson = error("cross-validation-new-persons.txt", "Mixed model A");
        double newDay = error("cross-validation-new-days.txt", "Mixed model B");
        double newDayByRegression = error("cross-validation-new-days.txt", "Regression B");
        assertTrue(newPerson > 1.5 * newDay, newPerson + " " + newDay);
        assertTrue(newDay < newDayByRegression, newDay + " " + newDayByRegression);
        assertTrue(error("cross-validation-new-persons.txt", "Regression A") > newDayByRegression);
    }

    @Test
    void randomEffectsMakeATreeKnowItsPersons() throws Exception {
        run("random-effects-tree.kf");
        double newDay = error("random-effects-new-days.txt", "Random effects B");
        double newDayByTree = error("random-effects-new-days.txt", "Tree B");
        assertTrue(newDay < newDayByTree, newDay + " " + newDayByTree);
        double newPerson = error("random-effects-new-persons.txt", "Random effects A");
        assertTrue(newPerson > newDay, newPerson + " " + newDay);
    }

    /** The log-likelihood is that of lme4 and glmmTMB in {@code reference-glmm/open.json}. */
    @Test
    void yesOrNoSavesTheModelAndEvaluatesItBesideLogisticRegression() throws Exception {
        run("yes-or-no.kf");
        assertTrue(text("contraception-model.txt").contains("-1186.3643"), text("contraception-model.txt"));
        double mixed = rocArea("Mixed model");
        double regression = rocArea("Logistic regression");
        // 0.5 is chance; that shrunken districts predict no worse is what the template is about.
        assertTrue(mixed > 0.6 && mixed > regression - 0.01, mixed + " " + regression);
    }

    private double rocArea(String scheme) throws IOException {
        String text = text("contraception-evaluation.txt");
        String part = text.substring(text.indexOf("Scheme: " + scheme));
        Matcher matcher =
                Pattern.compile("Weighted Avg\\.(?: +[0-9.]+){6} +([0-9.]+)").matcher(part);
        assertTrue(matcher.find(), text);
        return Double.parseDouble(matcher.group(1));
    }

    private double error(String file, String scheme) throws IOException {
        String text = text(file);
        String part = text.substring(text.indexOf("Scheme: " + scheme));
        Matcher matcher = Pattern.compile("Root mean squared error +([0-9.]+)").matcher(part);
        assertTrue(matcher.find(), text);
        return Double.parseDouble(matcher.group(1));
    }

    @ParameterizedTest
    @MethodSource("templates")
    void templateExplainsItself(Path template) throws Exception {
        long notes = flow(template).getSteps().stream()
                .filter(step -> step.getManagedStep() instanceof Note)
                .count();
        assertTrue(notes >= 3, template + " has " + notes + " notes");
    }

    @Test
    void everyTemplateIsInTheMenu() throws IOException {
        Properties plugins = new Properties();
        try (InputStream in = Files.newInputStream(Path.of("src/packaging/weka/package/PluginManager.props"))) {
            plugins.load(in);
        }
        String listed = plugins.getProperty("*resources*");
        for (Path template : templates()) {
            assertTrue(listed.contains("|weka/gui/knowledgeflow/templates/" + template.getFileName() + "]"), listed);
        }
        assertEquals(templates().size(), listed.split("\\],\\[").length);
    }
}

package weka.classifiers.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.junit.jupiter.api.Test;
import org.multilevel.model.MixedModel;
import org.multilevel.result.ResultTable;
import weka.classifiers.AbstractClassifier;
import weka.core.Attribute;
import weka.core.DenseInstance;
import weka.core.Instances;
import weka.core.SelectedTag;
import weka.core.converters.CSVLoader;

/** Tests and intervals as a Weka user asks for them; numbers are those that R prints, which is their tolerance. */
class LinearMixedModelInferenceTest {
    private static final String[] SLOPES = {"-formula", "Days", "-group", "Subject", "-slopes", "Days"};

    private static Instances sleep() throws Exception {
        return csv("sleepstudy", "Reaction");
    }

    private static Instances csv(String name, String response) throws Exception {
        CSVLoader loader = new CSVLoader();
        loader.setSource(
                java.nio.file.Path.of("workflows", "data", name + ".csv").toFile());
        Instances data = loader.getDataSet();
        data.setClass(data.attribute(response));
        return data;
    }

    private static LinearMixedModel asked(String... more) throws Exception {
        String[] options = java.util.Arrays.copyOf(SLOPES, SLOPES.length + more.length);
        System.arraycopy(more, 0, options, SLOPES.length, more.length);
        return WekaSamples.built(sleep(), options);
    }

    private static void assertSays(String text, String part) {
        String words = text.replaceAll("\\s+", " ");
        assertTrue(words.contains(part), words);
    }

    /** R: summary and anova of lmerTest::lmer(Reaction ~ Days + (Days | Subject), sleepstudy). */
    @Test
    void satterthwaitesDegreesOfFreedomAndTheAnovaAreInTheText() throws Exception {
        String text = asked("-anova", "III").toString();
        assertSays(text, "Fixed effects (t tests, Satterthwaite's degrees of freedom)");
        assertSays(text, "Days 10.47 1.55 17.0 6.77 3.3e-06");
        assertSays(text, "Analysis of variance (type III, F tests, Satterthwaite's degrees of freedom)");
        assertSays(text, "17.0 45.85");
    }

    @Test
    void theAnovaMayBeChosenAfterTraining() throws Exception {
        LinearMixedModel classifier = asked();
        assertFalse(classifier.toString().contains("Analysis of variance"));
        classifier.setAnova(new SelectedTag("I", classifier.getAnova().getTags()));
        assertSays(classifier.toString(), "Analysis of variance (type I,");
    }

    /** R: pbkrtest's method in summary(lmerTest::lmer(score ~ Machine + (1 | Worker), Machines), ddf = "Kenward-Roger"): 46 df. */
    @Test
    void otherDegreesOfFreedomAreThoseThatAreAskedFor() throws Exception {
        assertSays(asked("-df", "kenward-roger").toString(), "(t tests, Kenward and Roger's degrees of freedom)");
        assertSays(asked("-df", "asymptotic").toString(), "Fixed effects (normal tests)");
        Instances machines = csv("Machines", "score");
        String text = WekaSamples.built(machines, "-formula", "Machine + (1 | Worker)", "-df", "kenward-roger")
                .toString();
        assertSays(text, "Machine[B] 7.97 1.05 46.0 7.56");
    }

    @Test
    void kenwardAndRogersMethodIsRefusedByMaximumLikelihood() {
        Exception e = assertThrows(MixedModelException.class, () -> asked("-df", "kenward-roger", "-method", "ML"));
        assertEquals(
                "The option -df is kenward-roger, which is for fits by REML, and -method is ML: choose REML, or"
                        + " satterthwaite.",
                e.getMessage());
    }

    /** More crossed effects than the method works with: another method in its place would be another answer. */
    @Test
    void kenwardAndRogersMethodIsRefusedWhereItIsTooLarge() {
        int many = 1995;
        Instances data = WekaSamples.empty(
                "crossed",
                new Attribute("y"),
                new Attribute("a", labels("a", many)),
                new Attribute("b", labels("b", 6)));
        Random random = new Random(4);
        for (int i = 0; i < 3 * many; i++) {
            int a = i % many;
            int b = (i / many + a) % 6;
            data.add(new DenseInstance(1, new double[] {a % 13 + 2 * b + random.nextGaussian(), a, b}));
        }
        Exception e = assertThrows(
                MixedModelException.class,
                () -> WekaSamples.built(data, "-formula", "1 + (1 | a) + (1 | b)", "-df", "kenward-roger"));
        assertEquals(
                "Kenward and Roger's method would need dense matrices of the 2,001 group effects that rows tie together, and"
                        + " works up to 2,000; choose satterthwaite, which differs little with so many.",
                e.getMessage());
    }

    private static List<String> labels(String letter, int count) {
        return IntStream.range(0, count).mapToObj(i -> letter + i).toList();
    }

    /** lme4: confint, as Bates, Maechler, Bolker, Walker (2015) print it in section 5.1. */
    @Test
    void profileIntervalsStandBelowTheSummary() throws Exception {
        LinearMixedModel classifier = asked("-intervals", "profile");
        assertSays(classifier.toString(), "95% intervals, profile likelihood Parameter estimate lower upper");
        assertSays(classifier.toString(), "sd:Residual 25.59 22.90 28.86");
        assertEquals(
                List.of("intervals", "profile"),
                classifier.answerTables().stream().map(ResultTable::name).toList());
    }

    @Test
    void bootstrapIntervalsDependOnTheirOptions() throws Exception {
        String[] options = {"-intervals", "bootstrap", "-replicates", "25", "-seed", "9", "-bootstrap", "basic"};
        String text = asked(options).toString();
        assertSays(text, "95% intervals, parametric bootstrap basic");
        assertEquals(text, asked(options).toString());
        options[5] = "10";
        assertFalse(text.equals(asked(options).toString()));
    }

    @Test
    void influenceLadderAndEquationStandBelowTheSummary() throws Exception {
        LinearMixedModel classifier = asked("-influence", "Subject", "-ladder", "-equation", "latex");
        assertSays(classifier.toString(), "The most influential of 18 levels of Subject, each left out");
        assertSays(classifier.toString(), "Step 4 (random slope: Days over Subject) is recommended");
        assertSays(classifier.toString(), "\\varepsilon");
        classifier.setEquation(new SelectedTag("text", classifier.getEquation().getTags()));
        assertSays(classifier.toString(), "Level 2 (j: Subject)");
        classifier.setEquation(new SelectedTag("none", classifier.getEquation().getTags()));
        assertFalse(classifier.toString().contains("Level 2"));
    }

    @Test
    void answersComeBackWithTheClassifier() throws Exception {
        LinearMixedModel classifier = asked("-intervals", "wald", "-influence", "Subject");
        LinearMixedModel loaded = (LinearMixedModel) AbstractClassifier.makeCopy(classifier);
        assertEquals(classifier.toString(), loaded.toString());
        assertEquals(List.of(classifier.getOptions()), List.of(loaded.getOptions()));
        assertEquals(List.of(), loaded.answerTables());
    }

    @Test
    void aGroupingFactorThatTheModelLacksIsRefused() {
        Exception e = assertThrows(MixedModelException.class, () -> asked("-influence", "subject"));
        assertEquals(
                "The option influence names \"subject\", but the model has no such grouping factor: write Subject.",
                e.getMessage());
        Exception none = assertThrows(
                MixedModelException.class,
                () -> WekaSamples.built(sleep(), "-formula", "Days", "-influence", "Subject"));
        assertEquals(
                "The option influence names \"Subject\", but the model has no grouping factor: add a group, or leave the"
                        + " option empty.",
                none.getMessage());
    }

    @Test
    void aSimplerModelThanWasAskedForSaysWhichQuestionsItCannotAnswer() throws Exception {
        Instances data = WekaSamples.grouped();
        for (int i = 0; i < data.size(); i++) {
            data.get(i).setValue(3, 0);
        }
        String text = WekaSamples.built(data, "-group", "g", "-influence", "g", "-ladder")
                .toString();
        assertSays(text, "So this is ordinary least squares, without groups.");
        assertSays(text, "The model has no grouping factor, so there is no \"g\" of which levels could be left out.");
        assertSays(text, "has no random term, so there is no ladder to climb");
    }

    /** Weka's editors write all options at once, so that none can be refused: what was changed in vain is told. */
    @Test
    void optionsOfTheBootstrapThatWereSetInVainAreTold() throws Exception {
        assertSays(
                asked("-replicates", "99", "-bootstrap", "bc").toString(),
                "The option replicates and bootstrap is about bootstrap intervals and changes nothing, since no intervals are asked"
                        + " for: choose -intervals bootstrap.");
        assertSays(
                asked("-seed", "7", "-intervals", "wald").toString(),
                "The option seed is about bootstrap intervals and changes nothing, since the intervals asked for are wald:");
        assertFalse(asked("-replicates", "1000", "-seed", "1", "-bootstrap", "percentile")
                .toString()
                .contains("changes nothing"));
    }

    @Test
    void replicatesFromAProgramAreCheckedWhenItBuilds() throws Exception {
        LinearMixedModel classifier = new LinearMixedModel();
        classifier.setReplicates(0);
        Exception e = assertThrows(MixedModelException.class, () -> classifier.buildClassifier(sleep()));
        assertEquals("The option replicates is 0: choose a whole number from 1 on, such as 1000.", e.getMessage());
    }

    /**
     * The interval of a new response is exact given the variances: its variance by the joint normal distribution of the responses, sigma^2 +
     * c0 - c'V^-1 c + d'(X'V^-1 X)^-1 d with c the covariance with the responses and d = x - X'V^-1 c (Goldberger 1962, JASA 57, 369-375).
     */
    @Test
    void predictionIntervalsOfNestedGroupsAreExact() throws Exception {
        Instances pastes = csv("Pastes", "strength");
        LinearMixedModel classifier = WekaSamples.built(pastes, "-formula", "1 + (1 | batch/cask)");
        MixedModel model = classifier.fittedModel().orElseThrow();
        double batch = model.groupingFactor("batch").orElseThrow().variance(0);
        double cask = model.groupingFactor("cask:batch").orElseThrow().variance(0);
        double residual = model.sigma() * model.sigma();
        int n = pastes.size();
        RealMatrix v = MatrixUtils.createRealIdentityMatrix(n).scalarMultiply(residual);
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < n; k++) {
                v.addToEntry(i, k, shared(pastes, i, k, batch, cask));
            }
        }
        RealMatrix inverse = new LUDecomposition(v).getSolver().getInverse();
        RealVector ones = MatrixUtils.createRealVector(
                IntStream.range(0, n).mapToDouble(i -> 1).toArray());
        double information = ones.dotProduct(inverse.operate(ones));
        double mean = ones.dotProduct(inverse.operate(response(pastes))) / information;
        for (int row = 0; row < n; row += 7) {
            int at = row;
            RealVector c = MatrixUtils.createRealVector(IntStream.range(0, n)
                    .mapToDouble(k -> shared(pastes, at, k, batch, cask))
                    .toArray());
            double d = 1 - ones.dotProduct(inverse.operate(c));
            double variance = residual + batch + cask - c.dotProduct(inverse.operate(c)) + d * d / information;
            double predicted =
                    mean + c.dotProduct(inverse.operate(response(pastes).mapSubtract(mean)));
            double[] interval = classifier.predictIntervals(pastes.get(row), 0.9)[0];
            // R's qnorm(0.95); the equations are solved another way.
            assertEquals(predicted - 1.6448536269514722 * Math.sqrt(variance), interval[0], 1e-8);
            assertEquals(predicted + 1.6448536269514722 * Math.sqrt(variance), interval[1], 1e-8);
        }
    }

    private static RealVector response(Instances data) {
        return MatrixUtils.createRealVector(data.attributeToDoubleArray(data.classIndex()));
    }

    private static double shared(Instances data, int i, int k, double batch, double cask) {
        boolean sameBatch = same(data, "batch", i, k);
        return (sameBatch ? batch : 0) + (sameBatch && same(data, "cask", i, k) ? cask : 0);
    }

    private static boolean same(Instances data, String attribute, int i, int k) {
        return data.get(i).value(data.attribute(attribute)) == data.get(k).value(data.attribute(attribute));
    }
}

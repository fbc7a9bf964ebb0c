package org.multilevel.fit.solver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.error.MethodException;
import org.multilevel.error.ModelException;
import org.multilevel.fit.DfMethod;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.FitOptions;
import org.multilevel.formula.Formula;
import org.multilevel.formula.ResidualTerm;

/** What the rows tell of a model, by numbers that can be counted, and what is refused before anything is solved. */
class MixedModelEquationsTest {
    private static final double[] Y = {3, 5, 4, 9, 7, 12, 1, 2};
    private static final double[] X = {1, 2, 3, 4, 5, 6, 7, 9};
    private static final String[] G = {"a", "a", "a", "b", "b", "b", "c", "c"};

    private static Table table(double... y) {
        return MemoryTable.builder()
                .numeric("y", y)
                .numeric("x", Arrays.copyOf(X, y.length))
                .numeric(
                        "twice",
                        Arrays.stream(X).limit(y.length).map(x -> 2 * x).toArray())
                .numeric(
                        "w",
                        IntStream.range(0, y.length).mapToDouble(i -> 1 + i % 2).toArray())
                .numeric(
                        "visit",
                        IntStream.range(0, y.length).mapToDouble(i -> i).toArray())
                .categorical("g", Arrays.copyOf(G, y.length))
                .build();
    }

    private static MixedModelEquations read(String formula, Table table, FitOptions options) {
        Design design = Design.of(Formula.parse(formula), table, DesignOptions.DEFAULT, Progress.NONE);
        return MixedModelEquations.read(design, table, options, Progress.NONE);
    }

    private static MixedModelEquations equations(String formula) {
        return read(formula, table(Y), FitOptions.DEFAULT);
    }

    private static String refused(String formula, FitOptions options, double... y) {
        return assertThrows(RuntimeException.class, () -> read(formula, table(y), options))
                .getMessage();
    }

    @Test
    void degreesOfFreedomCountTheKeptColumnsWhereTheLikelihoodIsRestricted() {
        MixedModelEquations equations = equations("y ~ x + twice + (1 | g)");
        assertArrayEquals(new int[] {0, 1}, equations.kept());
        assertEquals(1, equations.leftOut().size());
        assertTrue(equations.restricted());
        assertEquals(6, equations.degreesOfFreedom());
        assertEquals(8, equations.degreesOfFreedom(false));
        MixedModelEquations ml = equations.withMethod(EstimationMethod.ML);
        assertFalse(ml.restricted());
        assertEquals(8, ml.degreesOfFreedom());
        assertSame(equations.products(), ml.products());
        assertArrayEquals(equations.kept(), ml.kept());
        assertTrue(ml.rowFacts().isPresent());
    }

    /** 2 df log s of the response's scale s, less the logarithms of the weights, less log |T|^2 of the columns' transformation. */
    @Test
    void theConstantBringsTheCriterionToTheRawScale() {
        Table table = table(Y);
        Design design = Design.of(
                Formula.parse("y ~ x + (1 | g)"), table, DesignOptions.DEFAULT.withWeights("w"), Progress.NONE);
        MixedModelEquations equations = MixedModelEquations.read(design, table, FitOptions.DEFAULT, Progress.NONE);
        double scale = Math.log(equations.standard().yScale);
        double weights = 4 * Math.log(2);
        assertEquals(2 * 8 * scale - weights, equations.constant(false), 1e-12);
        double determinant = -Math.log(equations.standard().xScale[1]);
        double expected = 2 * 6 * scale - weights - 2 * determinant;
        assertEquals(expected, equations.constant(true), 1e-12);
    }

    @Test
    void whatIsFoundOnceIsSharedByWhatHasTheSameColumns() {
        MixedModelEquations equations = equations("y ~ x + (1 | g)");
        assertSame(equations.layout(), equations.layout());
        assertSame(equations.determination(), equations.determination());
        assertSame(
                equations.determination(), equations.drawn(equations.products()).determination());
        assertNotSame(
                equations.determination(),
                equations.withMethod(EstimationMethod.ML).determination());
    }

    /** y - X b within levels, from the rows: with b = 0 the sum of squares of y within its groups. */
    @Test
    void whatLiesWithinLevelsIsReadFromTheRows() {
        MixedModelEquations equations = equations("y ~ x + (1 | g)");
        double scale = equations.standard().yScale;
        double[] none = equations.within(new double[2]).orElseThrow();
        assertEquals(squaresWithin(Y), scale * scale * none[none.length - 1], 1e-10);
        double b = 0.75;
        double[] rest = equations
                .within(new double[] {0, b * equations.standard().xScale[1] / scale})
                .orElseThrow();
        double[] less =
                IntStream.range(0, Y.length).mapToDouble(i -> Y[i] - b * X[i]).toArray();
        assertEquals(squaresWithin(less), scale * scale * rest[rest.length - 1], 1e-10);
        double[] drawn = equations
                .drawn(equations.products(), none)
                .within(new double[] {0, b * equations.standard().xScale[1] / scale})
                .orElseThrow();
        assertArrayEquals(rest, drawn, 1e-12);
        assertTrue(equations.drawn(equations.products()).within(new double[2]).isEmpty());
    }

    private static double squaresWithin(double[] values) {
        double squares = 0;
        for (String level : new String[] {"a", "b", "c"}) {
            double[] own = IntStream.range(0, values.length)
                    .filter(i -> G[i].equals(level))
                    .mapToDouble(i -> values[i])
                    .toArray();
            double mean = Arrays.stream(own).average().orElseThrow();
            squares += Arrays.stream(own).map(v -> (v - mean) * (v - mean)).sum();
        }
        return squares;
    }

    @Test
    void withoutALevelItsRowsAreGoneAndThoseOfOthersAreReadAgain() {
        MixedModelEquations equations = equations("y ~ x + (1 | g)");
        var parts = equations.levelParts(0, Progress.NONE);
        MixedModelEquations rest = equations.without(parts, 1);
        assertEquals(5, rest.products().rows);
        assertEquals(3, rest.degreesOfFreedom());
        double scale = equations.standard().yScale;
        double[] within = rest.within(new double[2]).orElseThrow();
        assertEquals(2.5, scale * scale * within[within.length - 1], 1e-10); // 3, 5, 4 and 1, 2
        assertTrue(rest.rowFacts().isEmpty());
    }

    @Test
    void rowsThatAreNotAtHandAreAskedForInVain() {
        MixedModelEquations equations = equations("y ~ x + (1 | g)");
        MixedModelEquations sums = MixedModelEquations.of(
                equations.design(), equations.products(), equations.standard(), FitOptions.DEFAULT);
        assertEquals(
                "the rows are not at hand",
                assertThrows(IllegalStateException.class, () -> sums.levelParts(0, Progress.NONE))
                        .getMessage());
        assertTrue(sums.rowFacts().isEmpty());
        assertTrue(sums.within(new double[2]).isEmpty());
        assertTrue(sums.remainder(new double[2], new double[][] {new double[3]}).isEmpty());
        assertFalse(sums.isSpread());
    }

    @Test
    void tablesThatTellNothingAreRefused() {
        assertEquals(
                "Only one row can be used, and a model needs at least two; check for missing values.",
                refused("y ~ 1", FitOptions.DEFAULT, 3));
        assertEquals(
                "The response y is constant (4 in all 3 rows used), so there is nothing to explain; choose another response.",
                refused("y ~ x", FitOptions.DEFAULT, 4, 4, 4));
        assertEquals(
                "The response y is constant (0.5 in all 3 rows used), so there is nothing to explain; choose another response.",
                refused("y ~ x", FitOptions.DEFAULT, 0.5, 0.5, 0.5));
    }

    /** A model that asks for its columns only does not look at the response, but needs rows. */
    @Test
    void columnsAreReadWhateverTheResponse() {
        Table constant = table(4, 4, 4);
        Design design = Design.of(Formula.parse("y ~ x"), constant, DesignOptions.DEFAULT, Progress.NONE);
        assertEquals(
                3,
                MixedModelEquations.readColumns(design, constant, FitOptions.DEFAULT, Progress.NONE)
                        .products()
                        .rows);
        Table single = table(4);
        Design one = Design.of(Formula.parse("y ~ 1"), single, DesignOptions.DEFAULT, Progress.NONE);
        assertThrows(
                ModelException.class,
                () -> MixedModelEquations.readColumns(one, single, FitOptions.DEFAULT, Progress.NONE));
    }

    /** (x + visit | g) has six variances and covariances. */
    @Test
    void moreParametersThanRowsAreRefused() {
        String sentence = refused("y ~ 1 + (x + visit + twice | g)", FitOptions.DEFAULT, 3, 5, 4, 9, 7);
        assertTrue(sentence.contains("10"), sentence);
        assertTrue(sentence.contains("5"), sentence);
    }

    @ParameterizedTest
    @CsvSource({
        "y ~ x + (1 | g), ML, KENWARD_ROGER, true",
        "y ~ x + (1 | g), REML, KENWARD_ROGER, false",
        "y ~ x + (1 | g), ML, SATTERTHWAITE, false",
        "y ~ x, ML, KENWARD_ROGER, false"
    })
    void kenwardAndRogersMethodIsForTheRestrictedLikelihood(
            String formula, EstimationMethod method, DfMethod df, boolean isRefused) {
        FitOptions options = FitOptions.DEFAULT.withMethod(method).withDf(df);
        if (!isRefused) {
            assertDoesNotThrow(() -> read(formula, table(Y), options));
            return;
        }
        assertEquals(
                "Kenward and Roger's method is for fits by REML, and this one is by ML; fit by REML, or choose satterthwaite.",
                assertThrows(MethodException.class, () -> read(formula, table(Y), options))
                        .getMessage());
    }

    @Test
    void structuresOfResidualsAloneAreNoLinearModel() {
        Table table = table(Y);
        Design design = Design.of(
                Formula.parse("y ~ x"),
                table,
                DesignOptions.DEFAULT.withResidual(ResidualTerm.parse("ar1(visit | g)")),
                Progress.NONE);
        FitOptions ml = FitOptions.DEFAULT.withMethod(EstimationMethod.ML);
        FitOptions options = ml.withDf(DfMethod.KENWARD_ROGER);
        assertThrows(MethodException.class, () -> MixedModelEquations.read(design, table, options, Progress.NONE));
        MixedModelEquations equations = MixedModelEquations.read(design, table, ml, Progress.NONE);
        assertTrue(equations.hasStructures());
        assertEquals(
                "A profile is not known for models with covariance structures; leave it out, or take the structures out.",
                assertThrows(MethodException.class, () -> equations.requireUnstructured("A profile"))
                        .getMessage());
        assertFalse(equations("y ~ x + (1 | g)").hasStructures());
        assertDoesNotThrow(() -> equations("y ~ x + (1 | g)").requireUnstructured("A profile"));
        assertDoesNotThrow(() -> equations("y ~ x + (1 | g)").requireExact("A profile", Progress.NONE));
    }

    @Test
    void levelsAreCheckedBeforeAnythingIsRead() {
        Table table = MemoryTable.builder()
                .numeric("y", new double[] {1, 2, 3})
                .categorical("g", new String[] {"a", "a", "a"})
                .build();
        Design design = Design.of(Formula.parse("y ~ 1 + (1 | g)"), table, DesignOptions.DEFAULT, Progress.NONE);
        String sentence = assertThrows(ModelException.class, () -> MixedModelEquations.check(design))
                .getMessage();
        assertTrue(sentence.contains("g") && sentence.contains("one level"), sentence);
    }
}

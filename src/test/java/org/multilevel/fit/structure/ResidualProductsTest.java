package org.multilevel.fit.structure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.problem.Problem;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.SplitFactors;

/** Cross-products with R^-1 in the middle: those that are formed once are those of the rows, and cost the same for any number of them. */
class ResidualProductsTest {
    private static final int SUBJECTS = 40;
    private static final int VISITS = 6;

    /** Visits at whole times, of which some are missing, in an order that is not theirs. */
    private static Table table(boolean irregular) {
        Random random = new Random(3);
        int n = SUBJECTS * VISITS;
        double[] y = random.doubles(n).toArray();
        double[] x = random.doubles(n).toArray();
        double[] time = new double[n];
        double[] visit = new double[n];
        String[] id = new String[n];
        String[] arm = new String[n];
        for (int r = 0; r < n; r++) {
            int place = r * 7 % n;
            id[r] = "s" + place / VISITS;
            arm[r] = place / VISITS % 2 == 0 ? "a" : "b";
            visit[r] = place % VISITS;
            time[r] = visit[r] + (irregular ? 0.3 * random.nextDouble() : place % 5 == 0 ? 10 : 0);
        }
        return MemoryTable.builder()
                .numeric("y", y)
                .numeric("x", x)
                .numeric("time", time)
                .numeric("visit", visit)
                .categorical("id", id)
                .categorical("arm", arm)
                .build();
    }

    private record Made(
            ResidualProducts once,
            ResidualProducts rows,
            ResidualStructure structure,
            SubjectRows plain,
            CrossProducts pattern,
            boolean free) {}

    private static Made made(String residual, boolean strata, boolean irregular) {
        return made(residual, strata, irregular, "(0 + x | id)");
    }

    private static Made made(String residual, boolean strata, boolean irregular, String terms) {
        Table table = table(irregular);
        Chosen.Subjects subjects = Chosen.Subjects.of("y ~ x + " + terms, residual, strata, table);
        Problem problem = subjects.problem();
        SubjectRows.Read read = subjects.read();
        SplitFactors split = Splitting.of(read.rows(), problem.products(), read.labels());
        ResidualChoice choice = subjects.choice(split.isSplit(), table);
        CrossProducts pattern =
                Splitting.pattern(split, choice.structure().pieces(), choice.rows(), problem.products());
        try (Workers workers = new Workers(1, Progress.NONE)) {
            ResidualProducts chosen =
                    new ResidualProducts(pattern, choice.rows(), split, choice.structure(), 1e9, workers);
            return new Made(
                    ResidualProducts.once(pattern, choice.rows(), split, choice.structure(), workers),
                    new ResidualProducts(pattern, choice.rows(), split, choice.structure(), 0, workers),
                    choice.structure(),
                    read.rows(),
                    pattern,
                    chosen.isFreeOfRows());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'',true,false",
        "ar1(time | id),false,false",
        "ar1(time | id),true,false",
        "'ar1(time | id, hom = FALSE)',true,false",
        "car1(time | id),false,true",
        "cs(1 | id),true,false",
        "'cs(time | id, hom = FALSE)',false,false",
        "us(visit | id),false,false",
        "toep(visit | id),true,false"
    })
    void sumsThatAreFormedOnceAreThoseOfTheRows(String residual, boolean strata, boolean irregular) {
        Made made = made(residual, strata, irregular);
        double[] phi = new Random(5).doubles(made.structure.size(), -0.4, 0.4).toArray();
        double[] weights = made.structure.at(phi).weights();
        CrossProducts once = made.once.at(weights);
        CrossProducts rows = made.rows.at(weights);
        assertArrayEquals(rows.xy, once.xy, 1e-12 * SmallMatrices.dot(rows.xy, rows.xy));
        assertArrayEquals(rows.zz[0], once.zz[0], 1e-12 * SmallMatrices.dot(rows.zz[0], rows.zz[0]));
        assertArrayEquals(rows.zxy[0], once.zxy[0], 1e-12 * SmallMatrices.dot(rows.zz[0], rows.zz[0]));
    }

    /** Of levels that change within subjects there are blocks with each other, as those of factors have them. */
    @ParameterizedTest
    @CsvSource({
        "ar1(time | id),true,false",
        "car1(time | id),false,true",
        "cs(1 | id),true,false",
        "us(visit | id),false,false"
    })
    void levelsThatChangeWithinSubjectsHaveBlocksWithEachOther(String residual, boolean strata, boolean irregular) {
        Made made = made(residual, strata, irregular, "(0 + x | id) + (1 | visit)");
        double[] phi = new Random(5).doubles(made.structure.size(), -0.4, 0.4).toArray();
        double[] weights = made.structure.at(phi).weights();
        CrossProducts once = made.once.at(weights);
        CrossProducts rows = made.rows.at(weights);
        assertEquals(1 + VISITS, once.widths.length);
        for (int f = 0; f < once.widths.length; f++) {
            assertArrayEquals(rows.zz[f], once.zz[f], 1e-12 * SmallMatrices.dot(rows.zz[f], rows.zz[f]));
            for (int g = f + 1; g < once.widths.length; g++) {
                double[] blocks = once.pair(f, g).blocks();
                assertTrue(rows.pair(f, g).hasPatternOf(once.pair(f, g)));
                for (int k = 0; k < once.pair(f, g).size() * once.widths[f] * once.widths[g]; k++) {
                    assertEquals(rows.pair(f, g).blocks()[k], blocks[k], 1e-11 * rows.xy[0]);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'',true,false,true",
        "ar1(time | id),false,false,true",
        "cs(1 | id),false,false,true",
        "car1(time | id),false,true,false"
    })
    void theCostDoesNotDependOnTheRowsWhereClassesAreFew(
            String residual, boolean strata, boolean irregular, boolean free) {
        assertEquals(free, made(residual, strata, irregular).free);
    }

    /**
     * The squares that R^-1 makes of residuals with the covariance R have the number of rows as their mean, and their derivative in the parameters
     * that of log |R| with the other sign.
     */
    @ParameterizedTest
    @CsvSource({
        "'',true,false",
        "ar1(time | id),false,false",
        "'ar1(time | id, hom = FALSE)',true,false",
        "car1(time | id),false,true",
        "cs(1 | id),true,false",
        "'cs(visit | id, hom = FALSE)',false,false",
        "us(visit | id),false,false",
        "toep(visit | id),true,false"
    })
    void residualsAreDrawnWithTheirCovariance(String residual, boolean strata, boolean irregular) {
        Made made = made(residual, strata, irregular);
        double[] phi = new Random(5).doubles(made.structure.size(), -0.4, 0.4).toArray();
        ResidualStructure.Evaluated at = made.structure.at(phi);
        int classes = made.structure.classes();
        double[] squares = new double[classes];
        Random random = new Random(7);
        int draws = 400;
        for (int k = 0; k < draws; k++) {
            double[] e = made.structure.draw(phi, made.plain, random::nextGaussian);
            SubjectRows drawn = made.plain.withResponse(e);
            SubjectRows own = made.structure.isOfCentredRows() ? drawn.centred() : drawn;
            ResidualProducts products = made.once.withResponse(made.pattern, own);
            for (int c = 0; c < classes; c++) {
                double[] one = new double[classes];
                one[c] = 1;
                squares[c] += products.at(one).xy[made.pattern.p * (made.pattern.p + 2)] / draws;
            }
        }
        double all = SmallMatrices.dot(at.weights(), squares);
        int n = made.plain.count;
        double spread = Math.sqrt(2.0 * n / draws);
        assertEquals(n, all, 4 * spread);
        double[] slope = at.pullBack(squares, 1);
        for (double each : slope) {
            assertEquals(0, each, 6 * spread);
        }
    }

    @ParameterizedTest
    @CsvSource({"ar1(time | id),false", "cs(1 | id),false", "us(visit | id),false", "car1(time | id),true"})
    void aResponseThatIsDrawnHasTheSumsOfItsRows(String residual, boolean irregular) {
        Made made = made(residual, false, irregular);
        double[] phi = new Random(5).doubles(made.structure.size(), -0.4, 0.4).toArray();
        double[] weights = made.structure.at(phi).weights();
        double[] y = new Random(8).doubles(made.plain.count).toArray();
        SubjectRows drawn = made.plain.withResponse(y);
        SubjectRows own = made.structure.isOfCentredRows() ? drawn.centred() : drawn;
        CrossProducts once = made.once.withResponse(made.pattern, own).at(weights);
        CrossProducts rows = made.rows.withResponse(made.pattern, own).at(weights);
        assertArrayEquals(rows.xy, once.xy, 1e-11 * SmallMatrices.dot(rows.xy, rows.xy));
        assertArrayEquals(rows.zxy[0], once.zxy[0], 1e-11 * SmallMatrices.dot(rows.zxy[0], rows.zxy[0]));
    }
}

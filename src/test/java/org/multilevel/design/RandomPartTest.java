package org.multilevel.design;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Table;

class RandomPartTest {
    private static MemoryTable.Builder table() {
        return MemoryTable.builder()
                .numeric("y", 1, 2, 3, 4, 5, 6)
                .numeric("x", 1, 2, 3, 4, 5, 7)
                .categorical("f", "A", "B", "C", "A", "B", "C")
                .categorical("g", "u", "u", "v", "v", "u", "v")
                .categorical("s", "s2", "s1", "s2", "s1", "s2", "s2");
    }

    private static List<List<String>> blocks(Design design, int factor) {
        return design.factors().get(factor).blocks().stream()
                .map(block -> block.columns().stream().map(RandomColumn::name).toList())
                .toList();
    }

    @Test
    void factorsComeInOrderOfFirstAppearanceAndCollectTheirTerms() {
        Design design = Scans.design("y ~ x + (1 | s) + (1 | g) + (0 + x | s)", table());
        assertEquals(
                List.of("s", "g"),
                design.factors().stream().map(RandomFactor::name).toList());
        assertEquals(List.of(List.of("(Intercept)"), List.of("x")), blocks(design, 0));
        assertEquals(3, design.thetaCount());
    }

    @Test
    void levelsAreThoseOfTheRowsUsedInOrder() {
        Design design = Scans.design("y ~ 1 + (1 | s)", table());
        assertEquals(List.of("s1", "s2"), design.factors().get(0).levels());
        assertEquals(
                List.of(1, 0, 1, 0, 1, 1),
                Scans.rows(design, table().build()).stream()
                        .map(row -> row.level().get(0))
                        .toList());
    }

    @Test
    void slopesFollowTheInterceptInZ() {
        Design design = Scans.design("y ~ x + (1 + x | g)", table());
        assertEquals(List.of(List.of("(Intercept)", "x")), blocks(design, 0));
        assertEquals(
                List.of(1.0, 7.0),
                Scans.rows(design, table().build()).get(5).z().get(0));
        RandomColumn slope = design.factors().get(0).columns().get(1);
        assertEquals(design.fixed().get(1).centre(), slope.centre());
        assertEquals(design.fixed().get(1).scale(), slope.scale());
    }

    @Test
    void aCategoricalSlopeIsCodedWithinItsOwnTerm() {
        assertEquals(List.of(List.of("f[A]", "f[B]", "f[C]")), blocks(Scans.design("y ~ f + (0 + f | g)", table()), 0));
        assertEquals(
                List.of(List.of("(Intercept)", "f[B]", "f[C]")),
                blocks(Scans.design("y ~ 0 + f + (f | g)", table()), 0));
        assertEquals(
                List.of(List.of("(Intercept)", "x:f[A]", "x:f[B]", "x:f[C]")),
                blocks(Scans.design("y ~ x * f + (1 + x:f | g)", table()), 0));
        assertEquals(
                List.of(List.of("(Intercept)"), List.of("f[A]", "f[B]", "f[C]")),
                blocks(Scans.design("y ~ f + (f || g)", table()), 0));
    }

    @Test
    void thetaCountsTheLowerTriangleOfEveryBlock() {
        assertEquals(
                6 + 3 + 1,
                Scans.design("y ~ x + (f | g) + (x | s) + (0 + x | g)", table()).thetaCount());
    }

    @Test
    void aNumericGroupHasNumericOrderAndPlainLabels() {
        MemoryTable.Builder table = table().numeric("id", 10, 9, 10, 2.5, -1, 1e6);
        Design design = Scans.design("y ~ 1 + (1 | id)", table);
        assertEquals(
                List.of("-1", "2.5", "9", "10", "1000000"),
                design.factors().get(0).levels());
        assertEquals(
                List.of(3, 2, 3, 1, 0, 4),
                Scans.rows(design, table.build()).stream()
                        .map(row -> row.level().get(0))
                        .toList());
    }

    @Test
    void nestedGroupsAreTheCombinationsThatOccur() {
        Design design = Scans.design("y ~ 1 + (1 | g/s)", table());
        RandomFactor nested = design.factors().get(0);
        assertEquals("s:g", nested.name());
        assertEquals(List.of("s1:u", "s1:v", "s2:u", "s2:v"), nested.levels());
        assertEquals("g", design.factors().get(1).name());
        assertEquals(
                List.of(2, 0, 3, 1, 2, 3),
                Scans.rows(design, table().build()).stream()
                        .map(row -> row.level().get(0))
                        .toList());
    }

    @Test
    void combinationsOfThreeColumnsOfBothTypesAreOrderedFromLeftToRight() {
        MemoryTable.Builder table = table().numeric("id", 10, 9, 10, 10, 10, 9);
        Design design = Scans.design("y ~ 1 + (1 | g:id:s)", table);
        assertEquals(
                List.of("u:9:s1", "u:10:s2", "v:9:s2", "v:10:s1", "v:10:s2"),
                design.factors().get(0).levels());
        assertEquals(
                List.of(1, 0, 4, 3, 1, 2),
                Scans.rows(design, table.build()).stream()
                        .map(row -> row.level().get(0))
                        .toList());
    }

    @Test
    void combinationsWhoseLabelsLookAlikeStayApart() {
        MemoryTable table = MemoryTable.builder()
                .numeric("y", 1, 2, 3)
                .categorical("a", "p:q", "p", "p:q")
                .categorical("b", "r", "q:r", "r")
                .build();
        Design design = Scans.design("y ~ 1 + (1 | a:b)", table);
        assertEquals(List.of("p:q:r", "p:q:r (2)"), design.factors().get(0).levels());
        assertEquals(
                List.of(1, 0, 1),
                Scans.rows(design, table).stream()
                        .map(row -> row.level().get(0))
                        .toList());
        assertEquals(
                List.of("p", "q:r", "p:q", "r"), design.facts().combinations().get("a:b"));
    }

    @Test
    void aGroupMayAlsoBeAPredictor() {
        Design design = Scans.design("y ~ g + (1 | g)", table());
        assertEquals(List.of("(Intercept)", "g[v]"), Scans.names(design));
        assertEquals(List.of("y", "g"), design.columns());
    }

    @Test
    void manyLevelsKeepTheirOrderOverManyBatches() {
        int n = 10_000;
        double[] y = new double[n];
        String[] labels = new String[n];
        Arrays.setAll(y, i -> i);
        Arrays.setAll(labels, i -> "pupil " + (i * 7919L % n));
        MemoryTable table =
                MemoryTable.builder().numeric("y", y).categorical("g", labels).build();
        Design design = Scans.design("y ~ 1 + (1 | g)", table);
        List<String> levels = design.factors().get(0).levels();
        assertEquals(Arrays.stream(labels).sorted().toList(), levels);
        List<Scans.Row> rows = Scans.rows(design, table);
        for (int i = 0; i < n; i++) {
            assertEquals(labels[i], levels.get(rows.get(i).level().get(0)));
            assertEquals(i, rows.get(i).row());
        }
    }

    @Test
    void aPartOfTheTableHasTheSameLevels() {
        Design design = Scans.design("y ~ f + (1 | s) + (1 | g:s)", table());
        Table part = MemoryTable.builder()
                .numeric("y", 3, 6)
                .numeric("x", 3, 7)
                .categorical("f", "C", "C")
                .categorical("g", "v", "v")
                .categorical("s", "s2", "s2")
                .build();
        Scans.Row row = Scans.rows(design, part).get(1);
        assertEquals(Scans.rows(design, table().build()).get(5).level(), row.level());
        assertEquals(List.of(1.0, 0.0, 1.0), row.x());
    }
}

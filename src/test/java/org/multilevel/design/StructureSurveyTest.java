package org.multilevel.design;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.formula.Formula;

/** How the columns of a table of classes in schools are arranged. */
class StructureSurveyTest {
    private static final double NA = Double.NaN;
    /** Three schools, whose classes are 1 and 2, 1 to 3, and 1 and 2 again, of two pupils each. */
    private static final double[] CLASSES = {1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 1, 1, 2, 2};

    private static MemoryTable.Builder schools() {
        return MemoryTable.builder()
                .numeric("y", IntStream.range(0, 14).mapToDouble(Math::sin).toArray())
                .categorical("school", "a", "a", "a", "a", "b", "b", "b", "b", "b", "b", "c", "c", "c", "c");
    }

    private static Structure structure(String formula, Table table) {
        return structure(formula, table, DesignOptions.DEFAULT);
    }

    private static Structure structure(String formula, Table table, DesignOptions options) {
        StructureSurvey survey = StructureSurvey.of(Formula.parse(formula), table, options, Progress.NONE);
        Design.of(Formula.parse(formula), survey.table(), options, Progress.NONE);
        return survey.structure().orElseThrow();
    }

    private static Structure.Variable variable(Structure structure, String name) {
        return structure.variables().stream()
                .filter(variable -> variable.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void classesNumberedAnewInEachSchoolAreSeenAsSuch() {
        Structure.Group school = new Structure.Group("school", List.of("school"), 3, 4, 6, List.of(), List.of());
        Structure.Group room = new Structure.Group("room", List.of("room"), 3, 2, 6, List.of(), List.of(0));
        List<Structure.Group> expected = List.of(school, room);
        String formula = "y ~ 1 + (1 | school) + (1 | room)";
        assertEquals(
                expected,
                structure(formula, schools().numeric("room", CLASSES).build()).groups());
        List<String> labels =
                IntStream.range(0, 14).mapToObj(i -> "" + (int) CLASSES[i]).toList();
        assertEquals(
                expected,
                structure(formula, schools().categorical("room", labels).build())
                        .groups());
    }

    @Test
    void classesOfSchoolsLieWithinThem() {
        Structure structure = structure(
                "y ~ 1 + (1 | school/room)", schools().numeric("room", CLASSES).build());
        assertEquals(
                List.of(
                        new Structure.Group("room:school", List.of("room", "school"), 7, 2, 2, List.of(1), List.of()),
                        new Structure.Group("school", List.of("school"), 3, 4, 6, List.of(), List.of())),
                structure.groups());
        assertEquals(14, structure.rows());
    }

    @Test
    void onlyRowsUsedAreCounted() {
        Table table = MemoryTable.builder()
                .numeric("y", 1, 2, NA, 4, 5, 6, 7)
                .numeric("x", 1, 2, 99, 3, 98, 3, 4)
                .numeric("w", 1, 1, 1, 1, 0, 1, 1)
                .categorical("g", "a", "a", "z", "b", "b", "b", "b")
                .build();
        Structure structure = structure("y ~ x + (1 | g)", table, DesignOptions.DEFAULT.withWeights("w"));
        assertEquals(5, structure.rows());
        assertEquals(
                List.of(new Structure.Group("g", List.of("g"), 2, 2, 3, List.of(), List.of())), structure.groups());
        assertEquals(
                new Structure.Variable("x", true, true, false, 4, 1, 4, 4, List.of(), List.of(0)),
                variable(structure, "x"));
    }

    @Test
    void columnsAreToldByTheirValues() {
        Table table = MemoryTable.builder()
                .numeric("y", 1, 2, 4, 3, 7, 6, 5, 8)
                .numeric("size", 30, 30, 30, 20, 20, 20, 30, 30)
                .numeric("ses", 0.5, 0.5, -1, 2, 0.5, 0.25, 3, 3)
                .categorical("sector", "p", "p", "p", "q", "q", "q", "p", "p")
                .numeric("grade", 7, 8, 7, 8, 7, 8, 7, 8)
                .categorical("school", "a", "a", "a", "b", "b", "b", "c", "c")
                .build();
        Structure structure =
                structure("y ~ size + log(size) + sector + sector:ses + factor(grade) + (1 | school)", table);
        assertEquals(
                List.of(
                        new Structure.Variable("size", true, true, false, 2, 20, 30, 3, List.of(0), List.of()),
                        new Structure.Variable("sector", false, false, true, 2, NA, NA, 3, List.of(0), List.of()),
                        new Structure.Variable("grade", true, false, true, 2, 7, 8, 8, List.of(), List.of()),
                        new Structure.Variable("ses", true, false, false, -1, -1, 3, 6, List.of(), List.of())),
                structure.variables());
        assertEquals(List.of(Set.of("sector"), Set.of("grade")), structure.crossings());
    }

    @Test
    void crossingsAreTermsOfCategoriesOnly() {
        Table table = schools()
                .numeric("x", IntStream.range(0, 14).mapToDouble(i -> i * i).toArray())
                .categorical("f", "u", "v", "u", "v", "u", "v", "u", "v", "u", "v", "u", "v", "u", "w")
                .build();
        Structure structure = structure("y ~ f * school + x:f + (1 | school)", table);
        assertEquals(List.of(Set.of("f"), Set.of("school"), Set.of("f", "school")), structure.crossings());
    }

    @Test
    void aLabelThatTellsTheGroupIsNoMeasurement() {
        Table table = schools()
                .numeric("code", 11, 11, 12, 13, 25, 24, 23, 22, 21, 20, 30, 31, 31, 31)
                .numeric("x", 1.5, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14)
                .build();
        Structure structure = structure("y ~ code + x + (1 | school)", table);
        assertEquals(
                new Structure.Variable("code", true, true, false, 11, 11, 31, 11, List.of(), List.of(0)),
                variable(structure, "code"));
        assertEquals(
                new Structure.Variable("x", true, true, false, -1, 1.5, 14, 14, List.of(), List.of()),
                variable(structure, "x"));
    }

    @Test
    void slopesNameWhatVariesOverWhichGroup() {
        Table table = schools()
                .numeric("room", CLASSES)
                .numeric("x", IntStream.range(0, 14).mapToDouble(i -> i * i).toArray())
                .categorical("f", "u", "v", "u", "v", "u", "v", "u", "v", "u", "v", "u", "v", "u", "v")
                .build();
        Structure structure =
                structure("y ~ x + (1 + x | school) + (0 + f | room) + (0 + dummy(f, \"v\") | school)", table);
        assertEquals(
                List.of(
                        new Structure.Slope(0, "x", Set.of("x"), true, false),
                        new Structure.Slope(1, "f", Set.of("f"), false, true),
                        new Structure.Slope(0, "dummy(f, \"v\")", Set.of("f"), false, true)),
                structure.slopes());
    }

    @Test
    void wholeNumbersAreCountedUpToALimit() {
        int most = 1 << 17;
        double[] rows = IntStream.rangeClosed(0, most).asDoubleStream().toArray();
        double[] once = rows.clone();
        once[most] = 0;
        Table table = MemoryTable.builder()
                .numeric("y", rows)
                .numeric("counted", once)
                .numeric("measured", rows)
                .categorical("g", new int[rows.length], List.of("a", "b"))
                .build();
        StructureSurvey survey = StructureSurvey.of(
                Formula.parse("y ~ counted + measured + (1 | g)"), table, DesignOptions.DEFAULT, Progress.NONE);
        survey.table().scan(List.of("y", "counted", "measured", "g"), Progress.NONE, batch -> {});
        Structure structure = survey.structure().orElseThrow();
        assertEquals(most, variable(structure, "counted").levels());
        assertEquals(-1, variable(structure, "measured").levels());
        assertEquals(1, structure.groups().get(0).levels());
        assertEquals(most + 1, structure.groups().get(0).smallest());
    }

    @Test
    void theFirstScanOfAllColumnsIsLookedAtAndNoOther() {
        Table table = schools().numeric("x", CLASSES).build();
        StructureSurvey survey =
                StructureSurvey.of(Formula.parse("y ~ x + (1 | school)"), table, DesignOptions.DEFAULT, Progress.NONE);
        AtomicLong rows = new AtomicLong();
        survey.table().scan(List.of("x", "y"), Progress.NONE, batch -> rows.addAndGet(batch.size()));
        assertEquals(14, rows.get());
        assertEquals(Optional.empty(), survey.structure());
        survey.table().scan(List.of("x", "school", "y"), Progress.NONE, batch -> rows.addAndGet(batch.size()));
        assertEquals(28, rows.get());
        Structure found = survey.structure().orElseThrow();
        assertEquals(14, found.rows());
        survey.table().scan(List.of("x", "school", "y"), Progress.NONE, batch -> rows.addAndGet(batch.size()));
        assertEquals(42, rows.get());
        assertSame(found, survey.structure().orElseThrow());
    }
}

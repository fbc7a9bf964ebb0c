package org.multilevel.inference.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.model.Samples;

class LikelyGroupsTest {
    @Test
    void schoolIsTheOneWhoseNameSaysSoAndItsSizeOnlyRepeats() {
        LikelyGroups likely = LikelyGroups.in(
                Samples.table("hsb"), "mathach", List.of("school", "minority", "female", "ses", "size"), Progress.NONE);
        assertEquals(
                List.of("school", "size"),
                likely.columns().stream().map(LikelyGroups.Column::name).toList());
        assertEquals(Optional.of("school"), likely.clear().map(LikelyGroups.Column::name));
        assertEquals(160, likely.clear().orElseThrow().labels());
    }

    @Test
    void ofTwoNamedColumnsNoneIsClear() {
        double[] twenty = IntStream.range(0, 100).mapToDouble(i -> i % 20).toArray();
        double[] ten = IntStream.range(0, 100).mapToDouble(i -> i % 10).toArray();
        LikelyGroups likely = LikelyGroups.in(
                MemoryTable.builder()
                        .numeric(
                                "y",
                                IntStream.range(0, 100).mapToDouble(Math::sin).toArray())
                        .numeric("pupil_id", twenty)
                        .numeric("school_id", ten)
                        .build(),
                "y",
                List.of("school_id", "pupil_id"),
                Progress.NONE);
        assertEquals(Optional.empty(), likely.clear());
        assertEquals(
                "No group is named, and the whole numbers in pupil_id and school_id repeat as labels of groups do. pupil_id has"
                        + " 20 of them in 100 rows. If one is a label, name it as the group; if all are quantities, all is well.",
                likely.finding().orElseThrow().text());
    }

    @Test
    void measurementsAndNumbersOfRowsAreNoGroups() {
        LikelyGroups likely = LikelyGroups.in(
                MemoryTable.builder()
                        .numeric(
                                "y",
                                IntStream.range(0, 40).mapToDouble(Math::sin).toArray())
                        .numeric(
                                "id", IntStream.range(0, 40).mapToDouble(i -> i).toArray())
                        .numeric(
                                "x",
                                IntStream.range(0, 40).mapToDouble(i -> i / 7.0).toArray())
                        .numeric(
                                "year",
                                IntStream.range(0, 40)
                                        .mapToDouble(i -> 2000 + i % 12)
                                        .toArray())
                        .build(),
                "y",
                List.of("id", "x", "year"),
                Progress.NONE);
        assertEquals(List.of(), likely.columns());
        assertEquals(Optional.empty(), likely.finding());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "school",
                "School",
                "schools",
                "school_id",
                "schoolNr",
                "SchoolID",
                "patient.no",
                "Subject",
                "plot2",
                "id"
            })
    void namesOfLabels(String name) {
        assertTrue(NumericLabels.isLabel(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "school_size",
                "number_of_rooms",
                "class.size",
                "size",
                "x",
                "classical",
                "score",
                "patients_age",
                "humid"
            })
    void namesOfQuantities(String name) {
        assertFalse(NumericLabels.isLabel(name));
    }
}

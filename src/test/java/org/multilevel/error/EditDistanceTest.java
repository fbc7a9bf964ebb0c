package org.multilevel.error;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditDistanceTest {
    /** By hand; kitten and sitting is the textbooks' example, and ca and abc is where a swap may not be edited again. */
    @ParameterizedTest
    @CsvSource({
        "'', '', 0",
        "'', abc, 3",
        "abc, '', 3",
        "kitten, sitting, 3",
        "log, lgo, 1",
        "ca, abc, 3",
        "ses, sex, 1",
        "ses, se, 1",
        "se, ses, 1",
        "abcd, badc, 2"
    })
    void editsAreCountedAndASwapOfNeighboursIsOne(String a, String b, int edits) {
        assertEquals(edits, EditDistance.between(a, b));
        assertEquals(edits, EditDistance.between(b, a));
    }

    @Test
    void theNearestNamesComeFirstWhateverTheirCase() {
        assertEquals(
                List.of("School", "schol", "pool"),
                Labels.nearest("shcool", List.of("minority", "pool", "schol", "School", "sector")));
    }

    @Test
    void namesThatAreQuiteOthersAreNotNear() {
        assertEquals(List.of(), Labels.nearest("gone", List.of("school", "y")));
        assertEquals(List.of("ses", "meanses"), Labels.nearest("SES ", List.of("sector", "meanses", "ses")));
        assertEquals(
                "its columns are \"school\", \"y\"",
                Labels.instead("gone", List.of("school", "y"), Labels.Instead.NAMES, "its columns are"));
        assertEquals(
                "the nearest name is \"school\"",
                Labels.instead("shcool", List.of("school", "y"), Labels.Instead.NAMES, "its columns are"));
    }
}

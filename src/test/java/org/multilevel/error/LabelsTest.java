package org.multilevel.error;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelsTest {
    @ParameterizedTest
    @CsvSource({
        "child,a child",
        "id,an id",
        "Animal,an Animal",
        "unit,a unit",
        "user,a user",
        "umpire,an umpire",
        "school:pupil,a school:pupil",
        "3rd,a 3rd"
    })
    void aNameHasItsArticle(String name, String told) {
        assertEquals(told, Labels.oneOf(name));
    }
}

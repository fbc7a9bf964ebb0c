package org.multilevel.inference.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.design.Structure;
import org.multilevel.design.Structure.Group;
import org.multilevel.design.Structure.Slope;
import org.multilevel.design.Structure.Variable;

/** What is said of tables whose arrangement is written out. */
class TableFindingsTest {
    private static final Group SCHOOL = group("school", 20, List.of(), List.of());

    private static Group group(String name, int levels, List<Integer> within, List<Integer> restarting) {
        return new Group(name, List.of(name.split(":")), levels, 2, 9, within, restarting);
    }

    private static Variable number(
            String name, int levels, double least, double largest, List<Integer> constant, List<Integer> telling) {
        return new Variable(name, true, true, false, levels, least, largest, levels, constant, telling);
    }

    private static Variable category(String name, int levels, List<Integer> constant, List<Integer> telling) {
        return new Variable(name, false, false, true, levels, Double.NaN, Double.NaN, levels, constant, telling);
    }

    private static Structure table(long rows, List<Group> groups, Variable... variables) {
        return new Structure(rows, groups, List.of(variables), List.of(), List.of());
    }

    private static List<String> kinds(Structure structure) {
        return TableFindings.of(structure).stream()
                .map(finding -> finding.kind() + " " + finding.subject())
                .toList();
    }

    private static List<String> evidence(Structure structure) {
        return TableFindings.of(structure).stream().map(Finding::evidence).toList();
    }

    @Test
    void everyRowMayBeAGroupOfItsOwn() {
        Structure rows = table(20, List.of(SCHOOL));
        assertEquals(List.of("GROUP_IS_ROW school"), kinds(rows));
        assertEquals(List.of("There are 20 levels for 20 rows."), evidence(rows));
        assertEquals(List.of(), kinds(table(21, List.of(SCHOOL))));
        // of outcomes that is overdispersion
        assertEquals(List.of(), TableFindings.ofOutcomes(rows));
    }

    @Test
    void aGroupMayRepeatAFixedEffect() {
        Structure same = table(100, List.of(SCHOOL), category("school", 20, List.of(0), List.of(0)));
        assertEquals(List.of("GROUP_REPEATS_FIXED school"), kinds(same));
        Finding finding = TableFindings.of(same).get(0);
        assertEquals(
                "school has 20 values, school 20 levels, and each of the former occurs in one of the latter only.",
                finding.evidence());
        assertEquals("Use it either as a fixed effect or as a group.", finding.remedy());
        Structure other = table(100, List.of(SCHOOL), category("town", 30, List.of(), List.of(0)));
        assertEquals(
                "Use them either as a fixed effect or as a group.",
                TableFindings.of(other).get(0).remedy());
        assertEquals(List.of(), kinds(table(100, List.of(SCHOOL), category("town", 30, List.of(0), List.of()))));
        // one level tells nothing, and is refused by the fit
        assertEquals(
                List.of(),
                kinds(table(
                        100,
                        List.of(group("school", 1, List.of(), List.of())),
                        category("town", 30, List.of(0), List.of(0)))));
    }

    @Test
    void aGroupMayBeACombinationOfFixedEffects() {
        Structure structure = new Structure(
                100,
                List.of(group("room:school", 20, List.of(), List.of())),
                List.of(),
                List.of(),
                List.of(Set.of("room"), Set.of("school", "room")));
        assertEquals(
                List.of("They have a coefficient for each combination of room and school, of which room:school has 20"
                        + " levels."),
                evidence(structure));
    }

    @Test
    void twoGroupsAreTheSameOrNestedOrCrossedOrNumberedAnew() {
        Group room = group("room", 40, List.of(), List.of());
        assertEquals(List.of("CROSSED school, room"), kinds(table(200, List.of(SCHOOL, room))));
        assertEquals(
                List.of("NESTED room, school"),
                kinds(table(200, List.of(SCHOOL, group("room", 40, List.of(0), List.of())))));
        assertEquals(
                List.of("NESTED school, room"),
                kinds(table(200, List.of(group("school", 20, List.of(1), List.of()), room))));
        assertEquals(
                List.of("SAME_GROUPS school, room"),
                kinds(table(
                        200,
                        List.of(
                                group("school", 20, List.of(1), List.of()),
                                group("room", 20, List.of(0), List.of())))));
        assertEquals(
                List.of("REPEATED_IDS room, school"),
                kinds(table(200, List.of(SCHOOL, group("room", 40, List.of(), List.of(0))))));
    }

    @Test
    void aSlopeOnWhatIsConstantInEveryGroupIsNone() {
        List<Variable> variables = List.of(
                number("size", 7, 10, 90, List.of(0), List.of()), number("ses", -1, -2, 2, List.of(), List.of()));
        Slope size = new Slope(0, "size", Set.of("size"), true, false);
        Slope ses = new Slope(0, "ses", Set.of("ses"), true, false);
        Slope both = new Slope(0, "size:ses", Set.of("size", "ses"), true, false);
        assertEquals(
                List.of("SLOPE_CONSTANT school"),
                kinds(new Structure(200, List.of(SCHOOL), variables, List.of(size, ses, both), List.of())));
        // without an intercept a category stands for it
        List<Variable> sector = List.of(category("sector", 2, List.of(0), List.of()));
        Slope without = new Slope(0, "sector", Set.of("sector"), false, true);
        Slope with = new Slope(0, "sector", Set.of("sector"), true, true);
        assertEquals(List.of(), kinds(new Structure(200, List.of(SCHOOL), sector, List.of(without), List.of())));
        assertEquals(
                List.of("SLOPE_CONSTANT school"),
                kinds(new Structure(200, List.of(SCHOOL), sector, List.of(with), List.of())));
        // a group as a number
        List<Variable> itself =
                List.of(new Variable("school", true, false, false, 20, 1, 20, 20, List.of(0), List.of(0)));
        Slope school = new Slope(0, "school", Set.of("school"), true, false);
        Structure grouped = new Structure(200, List.of(SCHOOL), itself, List.of(school), List.of());
        assertEquals(List.of("NUMERIC_GROUP school"), kinds(grouped));
        assertEquals(List.of("It is constant within each of its 20 levels."), evidence(grouped));
    }

    @ParameterizedTest
    @CsvSource({"50, 0", "51, 1"})
    void aCategoryOfMoreValuesThanHalfTheRowsNamesThem(int levels, int findings) {
        Structure structure = table(100, List.of(SCHOOL), category("name", levels, List.of(), List.of()));
        assertEquals(findings, TableFindings.of(structure).size());
    }

    @ParameterizedTest
    @CsvSource({"20, 20, 20, 1", "19, 19, 19, 0", "20, 20, 21, 0", "20, 19, 19, 0"})
    void aColumnThatNumbersTheRowsIsNoPredictor(int rows, int levels, int largest, int findings) {
        Structure structure = table(
                rows,
                List.of(group("school", 4, List.of(), List.of())),
                number("row", levels, 1, largest, List.of(), List.of()));
        assertEquals(findings, TableFindings.of(structure).size());
        if (findings == 1) {
            assertEquals(List.of("It has each whole number from 1 to 20 once."), evidence(structure));
        }
        assertEquals(
                List.of(),
                TableFindings.of(table(rows, List.of(), number("row", levels, 1, largest, List.of(), List.of()))));
    }

    /** Ten labels of two rows each, by name or one to one with a group. */
    @ParameterizedTest
    @CsvSource({
        "school_id, 20, 10, 1",
        "school_id, 19, 10, 0",
        "school_id, 20, 9, 0",
        "amount, 20, 10, 0",
        "school_year, 20, 10, 0"
    })
    void numbersThatLookLikeLabelsAreAskedAfter(String name, int rows, int levels, int findings) {
        Structure structure = table(
                rows,
                List.of(group("town", 4, List.of(), List.of())),
                number(name, levels, 3, 99, List.of(), List.of()));
        assertEquals(findings, TableFindings.of(structure).size());
    }

    @Test
    void aLabelThatGoesOneToOneWithAGroupIsSaidToDoSo() {
        Group town = group("town", 12, List.of(), List.of());
        Structure code = table(60, List.of(town), number("part", 12, 1, 12, List.of(0), List.of(0)));
        assertEquals(
                List.of("It has 12 whole numbers from 1 to 12 in 60 rows, one in each level of town."), evidence(code));
        // constant within, but not told apart
        Structure size = table(60, List.of(town), number("part", 12, 1, 12, List.of(0), List.of()));
        assertEquals(List.of(), evidence(size));
        // a name says so by itself
        Structure named = table(60, List.of(town), number("part_id", 12, 1, 40, List.of(0), List.of()));
        assertEquals(List.of("It has 12 whole numbers from 1 to 40 in 60 rows."), evidence(named));
        // what is the group itself is not one in each level of it
        Structure itself = table(
                60,
                List.of(group("part", 12, List.of(), List.of())),
                number("part", 12, 1, 12, List.of(0), List.of(0)));
        assertEquals(List.of("It has 12 whole numbers from 1 to 12 in 60 rows."), evidence(itself));
    }
}

package org.multilevel.knime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.knime.core.data.DataTableSpec;
import org.multilevel.knime.harness.Domains;
import org.multilevel.knime.harness.Tables;

class ColumnGuessTest {
    private static final String ASK = "?";

    /** Both columns are those of the models in the tables' own documentation; the tables with ? have none or more than one group. */
    @ParameterizedTest
    @CsvSource({
        "Dyestuff.csv, Yield, Batch",
        "Dyestuff2.csv, Yield, Batch",
        "InstEval.csv, y, ?",
        "Machines.csv, score, Worker",
        "Orthodont.csv, distance, Subject",
        "Oxboys.csv, height, Subject",
        "Pastes.csv, strength, ?",
        "Penicillin.csv, diameter, plate",
        "ergoStool.csv, effort, Subject",
        "hsb.csv, disclim, school",
        "sleepstudy.csv, Reaction, Subject"
    })
    void theTablesOfTheWorkflows(String file, String response, String group) {
        assertGuess(response, group, Domains.of(Tables.csv(file)));
    }

    @ParameterizedTest
    @MethodSource("knownTables")
    void wellKnownTables(String table, String response, String group, DataTableSpec spec) {
        assertGuess(response, group, spec);
    }

    /** Schemas as published: names, types, and how many values. */
    static Stream<Arguments> knownTables() {
        return Stream.of(
                known(
                        "iris",
                        "petal_width",
                        ASK,
                        "sepal_length",
                        "sepal_width",
                        "petal_length",
                        "petal_width",
                        "class:3"),
                known(
                        "Gcsemv (R mlmRev)",
                        "course",
                        ASK,
                        "school:20920-84772",
                        "student:1-5521",
                        "gender:2",
                        "written",
                        "course"),
                known(
                        "Gcsemv without pupils",
                        "course",
                        "school",
                        "school:20920-84772",
                        "gender:2",
                        "written",
                        "course"),
                known(
                        "titanic",
                        "Fare",
                        ASK,
                        "PassengerId:1-891",
                        "Survived:0-1",
                        "Pclass:1-3",
                        "Name:many",
                        "Sex:2",
                        "Age",
                        "SibSp:0-8",
                        "Ticket:many",
                        "Fare",
                        "Cabin:many",
                        "Embarked:3"),
                known(
                        "adult",
                        "capital-gain",
                        ASK,
                        "age:17-90",
                        "workclass:9",
                        "fnlwgt:12285-1484705",
                        "education:16",
                        "marital-status:7",
                        "occupation:15",
                        "relationship:6",
                        "race:5",
                        "sex:2",
                        "capital-gain:0-99999",
                        "hours-per-week:1-99",
                        "native-country:42",
                        "income:2"),
                known(
                        "mpg (R ggplot2)",
                        "hwy",
                        ASK,
                        "manufacturer:15",
                        "model:38",
                        "displ",
                        "year:1999-2008",
                        "cyl:4-8",
                        "trans:10",
                        "drv:3",
                        "cty:9-35",
                        "hwy:12-44",
                        "fl:5",
                        "class:7"),
                known("ChickWeight (R)", "weight", "Chick", "weight", "Time:0-21", "Chick:1-50", "Diet:1-4"),
                known("CO2 (R)", "uptake", "Plant", "Plant:12", "Type:2", "Treatment:2", "conc:95-1000", "uptake"),
                known(
                        "penguins",
                        "body_mass_g",
                        ASK,
                        "species:3",
                        "island:3",
                        "bill_length_mm",
                        "body_mass_g:2700-6300",
                        "sex:2",
                        "year:2007-2009"),
                known(
                        "gapminder",
                        "gdpPercap",
                        "country",
                        "country:many",
                        "continent:5",
                        "year:1952-2007",
                        "lifeExp",
                        "pop:60011-1318683096",
                        "gdpPercap"),
                known(
                        "popular2 (Hox)",
                        "popular",
                        ASK,
                        "pupil:1-26",
                        "class:1-100",
                        "extrav:1-10",
                        "sex:0-1",
                        "texp:2-25",
                        "popular"),
                known("radon", "log_radon", "county", "floor:0-1", "county:85", "log_uranium", "log_radon"),
                known(
                        "epilepsy (R MASS)",
                        "lbase",
                        "subject",
                        "y:0-102",
                        "trt:2",
                        "base:6-151",
                        "age:18-42",
                        "V4:0-1",
                        "subject:1-59",
                        "period:1-4",
                        "lbase"),
                known(
                        "patients",
                        "systolic_bp",
                        "patient_id",
                        "patient_id:1001-1400",
                        "visit_date:many",
                        "arm:2",
                        "systolic_bp"));
    }

    private static Arguments known(String table, String response, String group, String... columns) {
        return Arguments.of(table, response, group, Domains.known(columns));
    }

    private static void assertGuess(String response, String group, DataTableSpec spec) {
        ColumnGuess guess = ColumnGuess.of(spec);
        assertEquals(group, guess.group().orElse(ASK), "the group, of " + guess.candidates());
        assertEquals(response, guess.response().orElse(ASK), "the response");
    }

    @ParameterizedTest
    @CsvSource({
        "school:2",
        "school:0-1",
        "subject:1-2",
        "patient_id:1",
        "school_type:4",
        "patient_age:18-90",
        "students:12-1402"
    })
    void neverAGroup(String column) {
        assertGuess("y", ASK, Domains.known(column, "y"));
    }

    @ParameterizedTest
    @CsvSource({
        "id:1-500",
        "Student ID:1-500",
        "subjid:1-500",
        "id_school:1-500",
        "HospitalCode:30",
        "SCHOOL:3",
        "worker.no:1-6"
    })
    void aGroupByItsName(String column) {
        assertGuess("y", column.substring(0, column.indexOf(':')), Domains.known(column, "y"));
    }

    @Test
    void aTableThatNobodyHasReadIsGuessedByNamesAlone() {
        assertGuess("y", ASK, Domains.unread(Domains.known("gender:many", "y")));
        assertGuess("y", "school", Domains.unread(Domains.known("gender:2", "school:many", "y")));
    }

    @Test
    void howManyGroupsThereCanBe() {
        DataTableSpec spec = Domains.known("a:5", "b:many", "c:3-12");
        assertEquals(OptionalLong.of(5), ColumnGuess.mostValues(spec.getColumnSpec("a")));
        assertEquals(OptionalLong.empty(), ColumnGuess.mostValues(spec.getColumnSpec("b")));
        assertEquals(OptionalLong.of(10), ColumnGuess.mostValues(spec.getColumnSpec("c")));
    }

    @Test
    void whatIsUnclearIsAskedWithTheChoices() {
        assertEquals(
                "More than one column of the table may be that of the groups (school, student): choose the column that groups"
                        + " the rows.",
                ColumnGuess.of(Domains.known("school:1-9", "student:1-99", "y"))
                        .unclear("")
                        .getMessage());
        assertEquals(
                "No column of the table is clearly one of groups: choose the column that groups the rows, or remove the"
                        + " grouping.",
                ColumnGuess.of(Domains.known("gender:2", "y"))
                        .unclear(", or remove the grouping")
                        .getMessage());
    }
}

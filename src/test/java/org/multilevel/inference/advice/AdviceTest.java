package org.multilevel.inference.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;
import org.multilevel.model.Samples;
import org.multilevel.model.TableFinding;

class AdviceTest {
    private static final String ALL_ATTRIBUTES =
            "mathach ~ minority + female + ses + cses + meanses + size + sector + pracad + disclim + himinty + (1 | school)";

    /** The standard error of ses is 426 where that of a model without cses and meanses is 0.1. */
    @Test
    void columnsThatNearlyRepeatEachOtherAreNamedWithTheirInflation() {
        MixedModel model = Samples.fit(ALL_ATTRIBUTES, EstimationMethod.REML, Samples.table("hsb"));
        Finding finding = Advice.of(model).get(0);
        assertEquals(FindingKind.COLLINEAR, finding.kind());
        assertEquals("ses, cses, meanses", finding.subject());
        // R 4.2.2: 1 / (1 - summary(lm(ses ~ minority + female + cses + meanses + size + sector + pracad + disclim +
        // himinty))$r.squared) is 7840149
        assertTrue(
                finding.evidence().startsWith("The variance of the coefficient of ses is inflated 7,840,000 times"),
                finding.evidence());
    }

    @Test
    void powersAndInteractionsOfOneVariableAreNotCalledCollinear() {
        MixedModel model = Samples.fit(
                "distance ~ age * Sex + I(age^2) + (1 | Subject)", EstimationMethod.REML, Samples.table("Orthodont"));
        assertEquals(List.of(), Advice.of(model));
    }

    @Test
    void whatModelAndTableBothFindIsSaidOnce() {
        LinearMixedModel specified = LinearMixedModel.of("mathach ~ ses + meanses + (meanses | school)");
        TableCheck check = TableCheck.beside(specified, Samples.table("hsb"), Progress.NONE);
        MixedModel model = specified.fit(check.table());
        assertEquals(
                1,
                kinds(check.findings()).stream()
                        .filter(FindingKind.SLOPE_CONSTANT::equals)
                        .count());
        assertEquals(
                1,
                kinds(Advice.of(check.told(model))).stream()
                        .filter(FindingKind.SLOPE_CONSTANT::equals)
                        .count());
        assertEquals(List.of(), Advice.ofTableAlone(model, check.findings()));
    }

    @Test
    void aSavedModelSaysTheSame() {
        MixedModel model = Samples.fit(ALL_ATTRIBUTES, EstimationMethod.REML, Samples.table("hsb"));
        assertEquals(Advice.of(model), Advice.of(MixedModel.fromJson(model.toJson())));
    }

    @Test
    void aSavedModelKeepsWhatItsTableShowed() {
        Finding found = new Finding(FindingKind.REPEATED_IDS, "pupil", "Cause.", "Evidence.", "Remedy.");
        MixedModel model = Samples.sleepstudyModel()
                .withTableFindings(List.of(found.kept(), new TableFinding("of a later version", "", "So.", "", "")));
        assertEquals(
                List.of(found, new Finding(FindingKind.NOTE, "", "So.", "", "")),
                Advice.of(MixedModel.fromJson(model.toJson())));
    }

    /** The note of the fit and the rule for few rows are about the same; the note has the word. */
    @Test
    void asManyEffectsAsRowsIsFewRowsAndSaidOnce() {
        double[] y = IntStream.range(0, 60)
                .mapToDouble(i -> (i * 37) % 11 + i / 2 % 7)
                .toArray();
        MemoryTable table = MemoryTable.builder()
                .numeric("y", y)
                .numeric(
                        "x",
                        IntStream.range(0, 60).mapToDouble(i -> (i * 13) % 17).toArray())
                .categorical(
                        "g",
                        Arrays.stream(IntStream.range(0, 60).toArray())
                                .mapToObj(i -> "g" + i / 2)
                                .toArray(String[]::new))
                .build();
        List<Finding> findings = Advice.of(Samples.fit("y ~ x + (x | g)", EstimationMethod.REML, table));
        List<Finding> few =
                findings.stream().filter(f -> f.kind() == FindingKind.FEW_ROWS).toList();
        assertEquals(1, few.size(), findings.toString());
        assertTrue(few.get(0).text().startsWith("By g there are 60 random effects for 60 rows"), few.toString());
    }

    @Test
    void whatOnlyTheTableShowsIsSaidBesideTheModel() {
        Finding repeated = new Finding(FindingKind.REPEATED_IDS, "pupil", "Cause.", "Evidence.", "Remedy.");
        Finding nested = Finding.note(FindingKind.NESTED, "a, b", "f.");
        assertEquals(List.of(repeated), Advice.ofTableAlone(Samples.sleepstudyModel(), List.of(nested, repeated)));
    }

    @Test
    void atMostFiveAlarmsAreSaidAndAllNotes() {
        Finding alarm = new Finding(FindingKind.FEW_GROUPS, "g", "c.", "e.", "r.");
        Finding note = Finding.note(FindingKind.NOTE, "", "n.");
        Finding fact = Finding.note(FindingKind.NESTED, "", "f.");
        List<Finding> said = Advice.said(List.of(alarm, alarm, alarm, alarm, alarm, alarm, note, fact));
        assertEquals(List.of(alarm, alarm, alarm, alarm, alarm, note), said);
        assertEquals("c. e. r.", alarm.text());
    }

    private static List<FindingKind> kinds(List<Finding> findings) {
        return findings.stream().map(Finding::kind).toList();
    }
}

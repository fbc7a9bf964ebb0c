package org.multilevel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.multilevel.data.Table;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.design.RandomColumn;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;

/** Fits every formula on the page about formulas, and finds the coefficients, groups and sentences that the page promises. */
class FormulasPageTest {
    private static final Page PAGE = Page.read("formulas.md");

    /** What the formulas are about, by how their response begins. */
    private static final Map<String, String> TABLES =
            Map.of("score", "Machines", "strength", "Pastes", "distance", "Orthodont", "log(distance)", "Orthodont");

    @ParameterizedTest
    @MethodSource("fixed")
    void aFormulaHasTheseFixedEffects(String formula, List<String> names) {
        assertEquals(names, fit(formula).fixedEffects().names());
    }

    @ParameterizedTest
    @MethodSource("random")
    void aFormulaHasTheseRandomTerms(String formula, List<String> terms) {
        List<String> found = new ArrayList<>();
        for (GroupingFactor factor : fit(formula).groupingFactors()) {
            factor.blocks().forEach(block -> {
                found.add(factor.name());
                block.columns().stream().map(RandomColumn::name).forEach(found::add);
            });
        }
        assertEquals(terms, found);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void aFormulaIsRefusedWithThisSentence(String formula, String sentence) {
        RuntimeException refusal = assertThrows(RuntimeException.class, () -> fit(formula));
        assertEquals(sentence, refusal.getMessage());
    }

    private static MixedModel fit(String formula) {
        String response = formula.substring(0, formula.indexOf(' '));
        Table table = CsvTable.open(Path.of("workflows", "data", TABLES.get(response) + ".csv"));
        return LinearMixedModel.of(formula).fit(table);
    }

    private static List<Object[]> fixed() {
        return PAGE.rows("fixed effects").stream()
                .map(cells -> new Object[] {formula(cells), Page.code(cells.get(1))})
                .toList();
    }

    private static List<Object[]> random() {
        return PAGE.rows("grouping factors and what varies by them").stream()
                .map(cells -> new Object[] {formula(cells), Page.code(cells.get(1))})
                .toList();
    }

    private static List<Object[]> refused() {
        return PAGE.rows("sentence").stream()
                .map(cells -> new Object[] {formula(cells), cells.get(1)})
                .toList();
    }

    private static String formula(List<String> cells) {
        return Page.code(cells.get(0)).get(0);
    }
}

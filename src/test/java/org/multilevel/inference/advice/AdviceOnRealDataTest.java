package org.multilevel.inference.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.data.Table;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.Samples;

/** What textbooks fit to these tables passes without a word; what is wrong with one is named. */
class AdviceOnRealDataTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "sleepstudy; Subject; Reaction ~ Days + (Days | Subject)",
                "sleepstudy; Subject; Reaction ~ Days + (Days || Subject)",
                "sleepstudy; ''; Reaction ~ Days + (1 | Subject)",
                "Machines; Worker; score ~ Machine + (1 | Worker) + (1 | Machine:Worker)",
                "Machines; Worker; score ~ Machine + (Machine | Worker)",
                "Machines; ''; score ~ Machine + (1 | Worker/Machine)",
                "hsb; school; mathach ~ 1 + (1 | school)",
                "hsb; ''; mathach ~ ses + meanses + (1 + ses | school)",
                "hsb; ''; mathach ~ cses * meanses + cses * sector + (cses | school)",
                "hsb; ''; mathach ~ ses + meanses + pracad + minority + female + (1 + minority | school)",
                "hsb; ''; mathach ~ ses * sector + size + disclim + himinty + (ses | school)",
                "Oxboys; Subject; height ~ age + (age | Subject)",
                "Oxboys; ''; height ~ age + I(age^2) + (age | Subject)",
                "Orthodont; ''; distance ~ age * Sex + (age | Subject)",
                "Orthodont; ''; distance ~ I(age - 11) * Sex + (1 | Subject)",
                "Orthodont; ''; distance ~ age + (0 + Sex || Subject)",
                "Pastes; ''; strength ~ 1 + (1 | batch/cask)",
                "Pastes; ''; strength ~ 1 + (1 | sample) + (1 | batch)",
                "Penicillin; ''; diameter ~ 1 + (1 | plate) + (1 | sample)",
                "Dyestuff; ''; Yield ~ 1 + (1 | Batch)",
                "ergoStool; ''; effort ~ Type + (1 | Subject)",
                "InstEval; dept; y ~ service + (1 | s) + (1 | d) + (1 | dept)",
            })
    void aModelOfATextbookPasses(String table, String categorical, String formula) {
        assertEquals(List.of(), kinds(table, categorical, formula));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "COLLINEAR; hsb; ''; mathach ~ minority + female + ses + cses + meanses + size + sector + pracad + disclim + himinty + (1 | school)",
                "ZERO_VARIANCE; Dyestuff2; ''; Yield ~ 1 + (1 | Batch)",
                "SLOPE_CONSTANT; hsb; ''; mathach ~ ses + meanses + (meanses | school)",
                "GROUP_IS_ROW; Penicillin; ''; diameter ~ 1 + (1 | plate:sample)",
                "NUMERIC_GROUP; hsb; ''; mathach ~ ses + school + (1 | school)",
                "FEW_GROUPS; Machines; ''; score ~ 1 + (1 | Machine)",
                "GROUP_REPEATS_FIXED; Machines; ''; score ~ Machine + (1 | Machine)",
                "MANY_PARAMETERS; ergoStool; ''; effort ~ Type + (0 + Type | Subject)",
            })
    void whatIsWrongIsSaidFirst(FindingKind kind, String table, String categorical, String formula) {
        assertEquals(kind, kinds(table, categorical, formula).get(0));
    }

    private static List<FindingKind> kinds(String name, String categorical, String formula) {
        Table table = categorical.isEmpty() ? Samples.table(name) : Samples.table(name, categorical);
        return AdviceCorpusTest.alarms(LinearMixedModel.of(formula).withThreads(1), table).stream()
                .map(Finding::kind)
                .toList();
    }
}

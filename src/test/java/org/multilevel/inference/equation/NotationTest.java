package org.multilevel.inference.equation;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.multilevel.data.MemoryTable;
import org.multilevel.glm.Distribution;
import org.multilevel.glm.Family;
import org.multilevel.glm.Link;
import org.multilevel.inference.equation.Atom.Symbol;
import org.multilevel.inference.equation.Atom.Value;
import org.multilevel.inference.equation.Atom.Variable;
import org.multilevel.inference.equation.Statement.Equality;
import org.multilevel.inference.equation.Statement.Section;
import org.multilevel.model.GeneralisedLinearMixedModel;
import org.multilevel.model.MixedModel;
import org.multilevel.model.Samples;

/** How lines are broken, numbers and distributions are set. */
class NotationTest {
    private static Section sum(List<? extends Atom> atoms) {
        List<Addend> addends =
                atoms.stream().map(atom -> new Addend(false, List.of(atom))).toList();
        return new Section("Model", List.of(new Equality(new Symbol("y", ""), addends)));
    }

    @Test
    void latexBreaksALineAfterFourAddends() {
        String text = new LatexNotation()
                .section(sum(IntStream.range(0, 9)
                        .mapToObj(i -> new Symbol("b", "" + i))
                        .toList()));
        List<String> lines = text.lines().filter(line -> line.contains("b_")).toList();
        assertEquals(3, lines.size(), text);
        assertEquals(
                List.of(4, 4, 1),
                lines.stream().map(line -> line.split("b_", -1).length - 1).toList());
    }

    @Test
    void latexWritesPowersOfTen() {
        String text = new LatexNotation().section(sum(List.of(new Value("1.5"), new Value("2.0e-7"))));
        assertTrue(text.contains("y &= 1.5 + 2.0 \\times 10^{-7}"), text);
    }

    /** Two blanks, "y =", a blank and a name of 60 leave 34 columns for a blank, a plus, a blank and a name. */
    @Test
    void textBreaksALineThatWouldBeLongerThanItsWidth() {
        for (int length : new int[] {33, 34}) {
            String text = new TextNotation()
                    .section(sum(List.of(new Variable("a".repeat(60), ""), new Variable("b".repeat(length), ""))));
            List<String> lines = text.lines().skip(1).toList();
            assertEquals(length == 33 ? 1 : 2, lines.size(), text);
        }
    }

    @Test
    void fromOneToFifteenDigitsAreShown() {
        ModelEquation equation = ModelEquation.of(Samples.sleepstudyModel());
        assertTrue(equation.withEstimates(1).combined(Format.TEXT).contains(" = 300 + 10 * Days"));
        assertDoesNotThrow(() -> equation.withEstimates(15));
        assertThrows(IllegalArgumentException.class, () -> equation.withEstimates(16));
        assertThrows(IllegalArgumentException.class, () -> equation.withEstimates(0));
    }

    private static MemoryTable counts() {
        return MemoryTable.builder()
                .numeric("y", 1, 3, 2, 4, 0, 1, 3, 3, 5, 6, 9, 8)
                .numeric("n", 10, 10, 10, 10, 10, 10, 12, 12, 12, 12, 12, 12)
                .numeric("x", 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3)
                .categorical("g", "p", "p", "p", "p", "q", "q", "q", "q", "r", "r", "r", "r")
                .build();
    }

    private static String equation(String formula, Family family, Link link) {
        MixedModel model = GeneralisedLinearMixedModel.of(formula, new Distribution(family, link))
                .fit(counts());
        return ModelEquation.of(model).byLevel(Format.TEXT)
                + String.join("\n", ModelEquation.of(model).notes());
    }

    @Test
    void countsHaveADistributionAndANote() {
        String text = equation("y ~ x + (1 | g)", Family.POISSON, Link.LOG);
        assertTrue(text.contains("y_ij ~ Poisson(mu_ij)"), text);
        assertTrue(text.contains("mu is the mean of the response and its variance."), text);
    }

    @Test
    void successesAmongTrialsAreBinomial() {
        String text = equation("cbind(y, n) ~ x + (1 | g)", Family.BINOMIAL, Link.LOGIT);
        assertTrue(text.contains("successes_ij ~ Binomial("), text);
        assertTrue(text.contains("mu is the probability of a success."), text);
    }
}

package org.multilevel.exact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.multilevel.exact.Refusal.assertRefused;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.formula.Formula;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;

/** Columns and levels may be called anything. */
class NamesTest {
    private static final Frame PLAIN = frame("y", "x", "g", "f");

    private static Frame frame(String y, String x, String g, String f) {
        double[] predictor = Noise.of(60, 1);
        double[] level = Noise.of(10, 2);
        double[] residual = Noise.of(60, 3);
        return Frame.ofRows(60)
                .with(x, predictor)
                .number(y, i -> predictor[i] + level[i / 6] + residual[i])
                .label(g, i -> "g" + i / 6)
                .label(f, i -> i % 2 == 0 ? "no" : "yes");
    }

    /** Every name in every role, through formula, fit, model file and prediction. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "two words",
                " ",
                "  leading and trailing  ",
                "it's \"quoted\"",
                "back`tick",
                "``",
                "größe",
                "身長",
                "😀",
                "a\u0301 combining",
                "right-to-left \u05d0\u05d1",
                "tab\there",
                "line\nbreak",
                "1",
                "1e5",
                "-",
                "a+b",
                "a:b",
                "a|b",
                "x^2",
                "log(x)",
                "(Intercept)",
                "Residual",
                ".",
                "~",
                "I",
                "poly",
                "offset",
                "y ~ x",
                "\\",
                "NA",
                "%s %d",
                "C:\\path, with comma"
            })
    void aColumnMayHaveAnyName(String name) {
        String quoted = "`" + name.replace("`", "``") + "`";
        MixedModel plain = fit("y ~ x + f + (x | g)", PLAIN);
        for (int role = 0; role < 4; role++) {
            String[] names = {"y", "x", "g", "f"};
            String[] written = names.clone();
            names[role] = name;
            written[role] = quoted;
            String formula =
                    String.format("%s ~ %s + %s + (%2$s | %s)", written[0], written[1], written[3], written[2]);
            Frame frame = frame(names[0], names[1], names[2], names[3]);
            MixedModel model = fit(formula, frame);
            assertArrayEquals(
                    plain.fixedEffects().estimates(), model.fixedEffects().estimates(), formula);
            assertEquals(names[2], model.groupingFactors().get(0).name());
            assertEquals(names[0], model.response());
            MixedModel loaded = MixedModel.fromJson(model.toJson());
            assertArrayEquals(plain.predict(PLAIN.table()), loaded.predict(frame.table()), formula);
            assertEquals(Formula.parse(formula), Formula.parse(model.formula().toString()));
        }
    }

    private static MixedModel fit(String formula, Frame frame) {
        return LinearMixedModel.of(formula).fit(frame.table());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:b", "a b", "NA", "[x]", "\"", "`", "😀", "(Intercept)", "\\", "1"})
    void aLevelMayHaveAnyName(String name) {
        MixedModel plain = fit("y ~ x + (1 | g)", PLAIN);
        MixedModel model = fit("y ~ x + (1 | g)", PLAIN.relabel("g", g -> g.equals("g3") ? name : g));
        Closeness.of(1e-9).relabelled(g -> g.equals("g3") ? name : g).assertSame(plain, model);
        MixedModel factor = fit("y ~ x + f + (1 | g)", PLAIN.relabel("f", f -> f.equals("yes") ? "no" + name : f));
        assertEquals("f[no" + name + "]", factor.fixedEffects().name(2));
        assertArrayEquals(
                fit("y ~ x + f + (1 | g)", PLAIN).fixedEffects().estimates(),
                factor.fixedEffects().estimates());
    }

    /** Two levels whose joined names look alike are two levels. */
    @Test
    void nestedLevelsThatLookAlikeStayApart() {
        Frame frame =
                PLAIN.label("a", i -> i < 30 ? "p" : "p:q").label("b", i -> i < 30 ? "q:r" + i / 15 : "r" + i / 15 % 2);
        MixedModel model = fit("y ~ x + (1 | a:b)", frame);
        assertEquals(4, model.groupingFactors().get(0).size());
    }

    @Test
    void aColumnThatDoesNotExistIsNamedWithItsNeighbours() {
        assertRefused("y ~ xx + (1 | g)", PLAIN, "xx", "x");
    }
}

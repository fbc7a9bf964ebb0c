package org.multilevel.fit.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.multilevel.data.ActivityLog;
import org.multilevel.data.Progress;
import org.multilevel.error.MultilevelException;
import org.multilevel.exact.Frame;
import org.multilevel.fit.DfMethod;
import org.multilevel.fit.Solver;
import org.multilevel.fit.facts.GroupSizes;
import org.multilevel.fit.facts.RowFacts;
import org.multilevel.fit.rows.PartsAtHand;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.LiveModel;
import org.multilevel.model.MixedModel;
import org.multilevel.model.VarianceComponent;

/**
 * A table whose parts keep their cross-products gives the model of the whole table, and the parts the effects of their groups.
 *
 * <p>1e-9 of the estimates' own size, of standard errors and of group effects' spread: what a user may see at most.
 */
class SpreadPartsTest {
    private static final double TOLERANCE = 1e-9;
    private static final int PARTS = 5;

    private record Case(String name, Frame frame, String group, LinearMixedModel model) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Case of(String data, String group, String formula, String... categorical) {
        return new Case(
                data + ": " + formula,
                Frame.read(
                        data,
                        Stream.concat(Stream.of(group), Stream.of(categorical)).toArray(String[]::new)),
                group,
                LinearMixedModel.of(formula));
    }

    static Stream<Case> cases() {
        Frame apart = Frame.ofRows(60)
                .label("g", i -> "g" + i / 5)
                .number("x", i -> Math.sin(i * i))
                .number("y", i -> 1e7 * (i / 5 % 7) + Math.cos(3 * i));
        Frame exact = Frame.ofRows(60)
                .label("g", i -> "g" + i / 5)
                .number("x", i -> Math.sin(i * i))
                .number("y", i -> i / 5 % 7 + 3 * Math.sin(i * i) + 1e-5 * Math.cos(3 * i));
        Frame pupils = Frame.ofRows(600)
                .label("school", i -> "s" + i % 12)
                .label("class", i -> "c" + i % 60)
                .number("x", i -> Math.sin(i * i))
                .number(
                        "y",
                        i -> i % 12 % 5 + 0.5 * (i % 60 % 7) + Math.sin(i * i) * (1 + i % 12 % 3) + Math.cos(3 * i));
        // so many groups that only a sample of them comes here
        Frame many = Frame.ofRows(120_000)
                .number("x", i -> Math.sin(i * (double) i))
                .number(
                        "y",
                        i -> Math.sin(Math.floorDiv(i, 3) * 7.0) + Math.cos(3.0 * i) * (1 + Math.sin(i * (double) i)));
        return Stream.of(
                new Case("many groups", many.label("g", i -> "g" + i / 3), "g", LinearMixedModel.of("y ~ x + (x | g)")),
                of("hsb", "school", "mathach ~ ses + meanses + (ses | school)"),
                of("hsb", "school", "mathach ~ ses + meanses + (1 | school)"),
                of("sleepstudy", "Subject", "Reaction ~ Days + (Days || Subject)"),
                of("Pastes", "batch", "strength ~ 1 + (1 | batch/cask)"),
                of("Oxboys", "Subject", "height ~ scale(age) + (age | Subject)"),
                of("Oxboys", "Subject", "height ~ I(age + 9999) + I((age + 9999)^2) + (1 | Subject)"),
                new Case("within", apart, "g", LinearMixedModel.of("y ~ x + (1 | g)")),
                new Case("without fixed part", exact, "g", LinearMixedModel.of("y ~ x + (1 | g)")),
                new Case(
                        "nested by labels",
                        pupils,
                        "school",
                        LinearMixedModel.of("y ~ x + (x | school) + (1 | class)")),
                new Case(
                        "nested, by ML",
                        pupils,
                        "school",
                        LinearMixedModel.of("y ~ x + (1 | class) + (1 | school)")
                                .byMaximumLikelihood()),
                new Case(
                        "weights",
                        Frame.read("hsb", "school").number("w", i -> 1 + i % 3),
                        "school",
                        LinearMixedModel.of("mathach ~ ses + (ses | school)").withWeights("w")));
    }

    @ParameterizedTest
    @MethodSource
    void cases(Case given) {
        MixedModel expected = given.model.fit(given.frame.table());
        PartsAtHand parts = PartsAtHand.of(given.frame, given.group, PARTS);
        LiveModel live = given.model.live(parts, (f, s, p) -> {});
        MixedModel found = live.model();
        assertTrue(live.problem().isSpread());
        assertSame(expected, found);
        assertSame(expected, MixedModel.fromJson(found.toJson()));
        byte[] solution = live.problem().spreadSolution(live.theta(), Progress.NONE);
        PartsAtHand.Kept kept = parts.last();
        Map<String, Integer> levels = new HashMap<>();
        for (int k = 0; k < PARTS; k++) {
            MixedModel part = found.ofPart(kept.part(k), solution);
            for (GroupingFactor factor : part.groupingFactors()) {
                levels.merge(factor.name(), factor.size(), Integer::sum);
                assertSame(expected.groupingFactor(factor.name()).orElseThrow(), factor, expected.sigma());
            }
        }
        expected.groupingFactors().forEach(factor -> assertEquals(factor.size(), levels.get(factor.name())));
    }

    private static void assertSame(MixedModel expected, MixedModel found) {
        assertEquals(expected.verdict().status(), found.verdict().status());
        assertClose(expected.statistics().criterion(), found.statistics().criterion(), 1);
        assertClose(expected.statistics().logLikelihood(), found.statistics().logLikelihood(), 1);
        assertClose(expected.sigma(), found.sigma(), 0);
        assertEquals(expected.rows(), found.rows());
        for (int j = 0; j < expected.fixedEffects().size(); j++) {
            double error = expected.fixedEffects().standardError(j);
            assertClose(
                    expected.fixedEffects().estimate(j), found.fixedEffects().estimate(j), error);
            assertClose(error, found.fixedEffects().standardError(j), error);
        }
        for (int k = 0; k < expected.varianceComponents().size(); k++) {
            VarianceComponent component = expected.varianceComponents().get(k);
            assertClose(component.value(), found.varianceComponents().get(k).value(), 1);
        }
        for (GroupingFactor factor : expected.groupingFactors()) {
            GroupingFactor other = found.groupingFactor(factor.name()).orElseThrow();
            assertEquals(0, other.size());
            assertEquals(factor.size(), other.fittedLevels());
        }
        RowFacts facts = expected.rowFacts().orElseThrow();
        RowFacts others = found.rowFacts().orElseThrow();
        assertEquals(facts.patterns(), others.patterns());
        for (int f = 0; f < facts.sizes().size(); f++) {
            GroupSizes size = facts.sizes().get(f);
            GroupSizes other = others.sizes().get(f);
            assertEquals(
                    List.of(size.levels(), size.min(), size.max()), List.of(other.levels(), other.min(), other.max()));
            assertClose(size.harmonicMean(), other.harmonicMean(), 0);
        }
    }

    private static void assertSame(GroupingFactor expected, GroupingFactor found, double sigma) {
        for (int g = 0; g < found.size(); g++) {
            String level = found.level(g);
            for (int k = 0; k < found.width(); k++) {
                double sd = Math.max(sigma, expected.standardDeviation(k));
                String column = found.column(k);
                assertClose(expected.effect(level, column), found.effect(g, k), sd);
                assertClose(expected.conditionalSd(level, column), found.conditionalSd(g, k), sd);
            }
        }
    }

    private static void assertClose(double expected, double found, double size) {
        assertEquals(expected, found, TOLERANCE * Math.max(size, Math.abs(expected)));
    }

    /** Unless residuals are so small beside the response that the derivatives need beta first. */
    @ParameterizedTest
    @CsvSource({
        "hsb, school, mathach ~ ses + meanses + (ses | school), false",
        "Pastes, batch, strength ~ 1 + (1 | batch/cask), false",
        "hsb, school, I(mathach + 2000 * ses) ~ ses + meanses + (ses | school), true",
    })
    void theDerivativesComeWithTheEvaluation(String data, String group, String formula, boolean apart) {
        PartsAtHand parts = PartsAtHand.of(Frame.read(data, group), group, PARTS);
        LiveModel live = LinearMixedModel.of(formula).live(parts, (f, s, p) -> {});
        assertTrue(count(parts, "EVALUATION") >= live.model().verdict().evaluations());
        assertEquals(apart, count(parts, "GRADIENT") + count(parts, "CURVATURE") > 0);
    }

    private static long count(PartsAtHand parts, String kind) {
        return parts.asked().stream()
                .filter(question -> question.contains(kind))
                .count();
    }

    /** Where there is room the levels that parts keep come here, and what they keep is let go. */
    @Test
    void crossProductsComeWhereThereIsRoom() {
        Frame frame = Frame.read("sleepstudy", "Subject");
        LinearMixedModel model = LinearMixedModel.of("Reaction ~ Days + (Days | Subject)");
        PartsAtHand parts = PartsAtHand.of(frame, "Subject", PARTS).whereTheyFit();
        ActivityLog log = new ActivityLog();
        LiveModel live = model.withProgress(log).live(parts, (f, s, p) -> {});
        assertFalse(live.problem().isSpread());
        assertEquals(1, parts.last().closed());
        MixedModel expected = model.fit(frame.table());
        assertClose(expected.statistics().criterion(), live.model().statistics().criterion(), 1);
        assertEquals(18, live.model().groupingFactors().get(0).size());
        List<String> said = log.activities();
        assertTrue(said.containsAll(List.of("surveying rows", "reading rows")), said.toString());
    }

    @Test
    void whatNeedsAllCrossProductsIsRefused() {
        LinearMixedModel model = LinearMixedModel.of("Reaction ~ Days + (Days | Subject)");
        Frame frame = Frame.read("sleepstudy", "Subject");
        LiveModel live = model.live(PartsAtHand.of(frame, "Subject", PARTS), (f, s, p) -> {});
        String end =
                " needs the cross-products of all groups on one machine, and here they stay spread over the cluster; leave it out,"
                        + " or fit with --spread no.";
        assertEquals(
                "A profile of the likelihood" + end,
                assertThrows(MultilevelException.class, () -> live.problem().profiles(Progress.NONE))
                        .getMessage());
        assertEquals(
                "Kenward and Roger's method" + end,
                assertThrows(
                                MultilevelException.class,
                                () -> model.withDf(DfMethod.KENWARD_ROGER)
                                        .live(PartsAtHand.of(frame, "Subject", PARTS), (f, s, p) -> {}))
                        .getMessage());
        assertEquals(
                "The iterative solver is for cross-products on one machine, and here they stay spread over the cluster; choose the exact"
                        + " solver, or fit with --spread no.",
                assertThrows(
                                MultilevelException.class,
                                () -> model.withSolver(Solver.ITERATIVE)
                                        .live(PartsAtHand.of(frame, "Subject", PARTS), (f, s, p) -> {}))
                        .getMessage());
    }
}

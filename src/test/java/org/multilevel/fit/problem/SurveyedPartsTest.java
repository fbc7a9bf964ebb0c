package org.multilevel.fit.problem;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.multilevel.data.Failure;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.parts.Written;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.design.Schema;
import org.multilevel.design.TransformSurvey;
import org.multilevel.exact.Frame;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.FitOptions;
import org.multilevel.fit.answers.Fit;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.Orthogonalisation;
import org.multilevel.fit.products.Standardisation;
import org.multilevel.formula.Formula;

/**
 * Parts of a table that never meet, surveyed and summed up each for itself and sent as bytes, give the fit of the whole table.
 *
 * <p>1e-12 relative for the criterion, and 1e-11 of the yardsticks that the data give for estimates: standard errors for fixed
 * effects, which are down to a hundredth of the estimates here, and the largest effect for group effects.
 */
class SurveyedPartsTest {
    private static final double TOLERANCE = 1e-11;
    private static final int MOST_PARTS = 4;

    /** A model on one of the sample tables. */
    private record Case(String data, String formula, List<String> categorical, List<String> missing) {
        Frame frame() {
            Frame frame = Frame.read(data, categorical.toArray(String[]::new));
            for (String column : missing) {
                double[] numbers = frame.numbers(column);
                frame = frame.number(column, i -> i % 7 == 3 ? Double.NaN : numbers[i]);
            }
            return frame;
        }

        @Override
        public String toString() {
            return data + ": " + formula;
        }
    }

    /** The rows of most tables are ordered by group, so that later parts have levels that earlier ones lack. */
    static Stream<Case> cases() {
        return Stream.of(
                new Case("sleepstudy", "Reaction ~ Days + (Days | Subject)", List.of("Subject"), List.of()),
                new Case("sleepstudy", "Reaction ~ Days + (Days | Subject)", List.of(), List.of("Days")),
                new Case(
                        "sleepstudy",
                        "Reaction ~ Days + (I(Days + 99) + I((Days + 99)^2) | Subject)",
                        List.of("Subject"),
                        List.of()),
                new Case("Penicillin", "diameter ~ 1 + (1 | plate) + (1 | sample)", List.of(), List.of()),
                new Case("Pastes", "strength ~ 1 + (1 | batch/cask)", List.of(), List.of()),
                new Case("Machines", "score ~ Machine + (Machine | Worker)", List.of("Worker"), List.of()),
                new Case(
                        "Machines",
                        "score ~ Machine + (1 | Worker:Machine) + (1 | Worker)",
                        List.of(),
                        List.of("score")),
                new Case("ergoStool", "effort ~ factor(Subject) + (1 | Type)", List.of(), List.of()),
                new Case("hsb", "mathach ~ ses + scale(meanses) + (ses | school)", List.of(), List.of("ses")),
                new Case("Oxboys", "height ~ poly(age, 3) + (age | Subject)", List.of(), List.of()),
                new Case("Oxboys", "height ~ ns(age, 3) + (age | Subject)", List.of(), List.of()),
                new Case(
                        "sleepstudy",
                        "Reaction ~ bs(Days, df = 4, Boundary.knots = c(1, 8)) + (1 | Subject)",
                        List.of("Subject"),
                        List.of()),
                new Case("Oxboys", "height ~ cut(age, 3) + I(age - median(age)) + (1 | Subject)", List.of(), List.of()),
                new Case("Machines", "score ~ C(Machine, Sum) + (1 | Worker)", List.of("Worker"), List.of()),
                new Case(
                        "Oxboys", "height ~ scale(age) + (center(log(age + 5)) | Subject)", List.of(), List.of("age")));
    }

    private static List<Table> parts(Frame frame, int count) {
        int[] cuts = IntStream.rangeClosed(0, count)
                .map(k -> (int) ((long) frame.size() * k / count))
                .toArray();
        return IntStream.range(0, count)
                .mapToObj(k ->
                        (Table) frame.rows(IntStream.range(cuts[k], cuts[k + 1]).toArray())
                                .table())
                .toList();
    }

    /** Sends a transformation survey to every part in every pass, and adds up what comes back. */
    private static TransformSurvey transforms(Formula formula, List<Table> parts) {
        TransformSurvey survey = TransformSurvey.of(formula, parts.get(0), DesignOptions.DEFAULT);
        while (!survey.isComplete()) {
            TransformSurvey sent = survey;
            List<TransformSurvey> returned = new ArrayList<>();
            for (Table part : parts) {
                TransformSurvey there = Written.by(sent::write).read(TransformSurvey::read);
                there.read(part, Progress.NONE);
                returned.add(Written.by(there::write).read(TransformSurvey::read));
            }
            survey = returned.get(0);
            returned.subList(1, returned.size()).forEach(survey::add);
            survey.endPass();
        }
        return survey;
    }

    private static Schema schema(TransformSurvey transforms, List<Table> parts) {
        return parts.stream()
                .map(part -> Schema.of(transforms, part, Progress.NONE))
                .map(schema -> Written.by(schema::write).read(Schema::read))
                .reduce(Schema::plus)
                .orElseThrow();
    }

    /** Forms the products of a part with a design that was made there, of the schema that was sent. */
    private static CrossProducts products(
            Schema schema, Function<Design, Standardisation> standardisation, List<Table> parts) {
        Design here = Design.of(schema);
        CrossProducts sum = CrossProducts.empty(here);
        for (Table part : parts) {
            Design there = Design.of(Written.by(schema::write).read(Schema::read));
            Standardisation standard = standardisation.apply(there);
            CrossProducts products = CrossProducts.empty(there);
            there.scan(part, Progress.NONE, block -> products.add(block, standard));
            sum.merge(Written.by(out -> products.write(out, there, standard))
                    .read(in -> CrossProducts.read(in, here, standardisation.apply(here))));
        }
        return sum;
    }

    private static Standardisation plain(Design design) {
        return new Standardisation(design, Orthogonalisation.none(design.fixed().size()));
    }

    private static Fit fit(Formula formula, List<Table> parts) {
        Schema schema = schema(transforms(formula, parts), parts);
        Design design = Design.of(schema);
        Function<Design, Standardisation> standardisation = SurveyedPartsTest::plain;
        CrossProducts products = products(schema, standardisation, parts);
        CrossProducts first = products;
        if (plain(design).refined(design, first).isPresent()) {
            standardisation = other -> plain(other).refined(other, first).orElseThrow();
            products = products(schema, standardisation, parts);
        }
        return Problem.of(design, products, standardisation.apply(design), new FitOptions(EstimationMethod.REML, 1))
                .fit(Progress.NONE);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void partsGiveTheFitOfTheWhole(Case model) {
        Frame frame = model.frame();
        Formula formula = Formula.parse(model.formula());
        Table table = frame.table();
        Design whole = Design.of(formula, table, DesignOptions.DEFAULT, Progress.NONE);
        Fit expected = Problem.read(whole, table, new FitOptions(EstimationMethod.REML, 1), Progress.NONE)
                .fit(Progress.NONE);
        for (int count = 1; count <= MOST_PARTS; count++) {
            Fit found = fit(formula, parts(frame, count));
            assertEquals(expected.verdict().status(), found.verdict().status());
            assertEquals(expected.criterion(), found.criterion(), 1e-12 * Math.abs(expected.criterion()));
            assertEquals(expected.sigma(), found.sigma(), TOLERANCE * expected.sigma());
            for (int j = 0; j < expected.beta().length; j++) {
                double error = Math.sqrt(expected.betaCovariance()[j][j]);
                assertEquals(expected.beta()[j], found.beta()[j], TOLERANCE * error);
                assertEquals(error, Math.sqrt(found.betaCovariance()[j][j]), TOLERANCE * error);
            }
            for (int f = 0; f < expected.factors().size(); f++) {
                double[] effects = expected.factors().get(f).effects();
                double largest = IntStream.range(0, effects.length)
                        .mapToDouble(i -> Math.abs(effects[i]))
                        .max()
                        .orElse(0);
                assertArrayEquals(effects, found.factors().get(f).effects(), TOLERANCE * largest + Double.MIN_VALUE);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void partsGiveTheSurveyOfTheWhole(Case model) {
        Frame frame = model.frame();
        Formula formula = Formula.parse(model.formula());
        Design expected = Design.of(formula, frame.table(), DesignOptions.DEFAULT, Progress.NONE);
        for (int count = 1; count <= MOST_PARTS; count++) {
            List<Table> parts = parts(frame, count);
            Design found = Design.of(schema(transforms(formula, parts), parts));
            assertEquals(expected.rows(), found.rows());
            assertEquals(expected.fingerprint(), found.fingerprint());
            assertEquals(expected.concerns(), found.concerns());
            assertEquals(expected.facts().levels(), found.facts().levels());
            assertEquals(expected.facts().categorical(), found.facts().categorical());
            for (int f = 0; f < expected.factors().size(); f++) {
                assertEquals(
                        expected.factors().get(f).levels(),
                        found.factors().get(f).levels());
            }
            for (int j = 0; j < expected.fixed().size(); j++) {
                double scale = expected.fixed().get(j).scale();
                assertEquals(
                        expected.fixed().get(j).name(), found.fixed().get(j).name());
                assertEquals(
                        expected.fixed().get(j).centre(), found.fixed().get(j).centre(), 1e-12 * scale);
                assertEquals(scale, found.fixed().get(j).scale(), 1e-12 * scale);
            }
        }
    }

    @Test
    void theSamePartsInTheSameOrderGiveTheSameBits() {
        Frame frame = Frame.read("Penicillin");
        Formula formula = Formula.parse("diameter ~ 1 + (1 | plate) + (1 | sample)");
        Fit first = fit(formula, parts(frame, 3));
        Fit second = fit(formula, parts(frame, 3));
        assertEquals(Double.doubleToLongBits(first.criterion()), Double.doubleToLongBits(second.criterion()));
        assertArrayEquals(first.theta(), second.theta(), 0);
        assertArrayEquals(first.beta(), second.beta(), 0);
        assertArrayEquals(
                first.factors().get(0).effects(), second.factors().get(0).effects(), 0);
    }

    @Test
    void productsFormedForTheSurveyOfAPartAreRefused() {
        List<Table> parts = parts(Frame.read("sleepstudy"), 2);
        Formula formula = Formula.parse("Reaction ~ Days + (Days | Subject)");
        TransformSurvey transforms = transforms(formula, parts);
        Design part = Design.of(Schema.of(transforms, parts.get(0), Progress.NONE));
        Design whole = Design.of(schema(transforms, parts));
        CrossProducts products = CrossProducts.empty(part);
        Written written = Written.by(out -> products.write(out, part, plain(part)));
        assertEquals(
                "The written cross-products were formed for another survey than the one at hand: survey all parts of the table,"
                        + " add the surveys up, and form the cross-products of every part with the sum.",
                written.refusal(in -> CrossProducts.read(in, whole, plain(whole))));
    }

    @Test
    void damagedProductsAreRefused() {
        Table table = Frame.read("Pastes").rows(0, 1, 2, 3, 4, 5, 6, 7, 8, 9).table();
        Design design = Design.of(
                Formula.parse("strength ~ 1 + (1 | batch) + (1 | sample)"),
                table,
                DesignOptions.DEFAULT,
                Progress.NONE);
        Standardisation standard = plain(design);
        CrossProducts products = CrossProducts.empty(design);
        design.scan(table, Progress.NONE, block -> products.add(block, standard));
        Written.by(out -> products.write(out, design, standard))
                .assertDamageIsFound(in -> CrossProducts.read(in, design, standard));
    }

    @Test
    void constantsOfAPartAreRefusedWhereThoseOfTheWholeAreNeeded() {
        List<Table> parts = parts(Frame.read("sleepstudy"), 2);
        Formula formula = Formula.parse("Reaction ~ scale(Days) + (1 | Subject)");
        List<Table> uneven = parts(Frame.read("sleepstudy").rows(0, 1, 2, 3, 4, 5, 6, 7), 2);
        Schema first = Schema.of(formula, parts.get(0), DesignOptions.DEFAULT, Progress.NONE);
        Schema second = Schema.of(formula, uneven.get(0), DesignOptions.DEFAULT, Progress.NONE);
        assertEquals(
                "The parts of the table give different constants for Reaction ~ scale(Days) + (1 | Subject): find those of the"
                        + " whole table first, with a survey of its transformations.",
                Failure.of(() -> first.plus(second)));
    }
}

package org.multilevel.inference.advice;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.multilevel.data.Table;
import org.multilevel.model.LinearMixedModel;

/** Models on tables that were simulated from them, so that nothing is wrong. */
final class Healthy {
    private final long seed;
    private final List<Case> cases = new ArrayList<>();

    private Healthy(long seed) {
        this.seed = seed;
    }

    /** A model and the table simulated from it. */
    record Case(String design, LinearMixedModel model, Table table) {}

    /** Returns one of each design. */
    static List<Case> of(long seed) {
        Healthy all = new Healthy(seed);
        all.intercepts();
        all.slopes();
        all.crossed();
        all.nested();
        all.weighted();
        all.unbalanced();
        all.categories();
        all.growth();
        all.levels();
        all.marks();
        return all.cases;
    }

    private void add(String design, String formula, Simulated data) {
        cases.add(new Case(design, LinearMixedModel.of(formula).withThreads(1), data.table()));
    }

    private Simulated data(int rows) {
        return new Simulated(rows, 7_368_787 * seed + cases.size());
    }

    private void intercepts() {
        Simulated data = data(300).text("g", i -> "g" + i / 10);
        double[] level = data.normals(30, 1);
        data.number("x", i -> data.normal());
        add("intercepts", "y ~ x + (1 | g)", data.number("y", i -> data.get("x", i) + level[i / 10] + data.normal()));
    }

    private void slopes() {
        Simulated data = data(600).text("g", i -> "g" + i / 15);
        double[] level = data.normals(40, 1);
        double[] slope = data.normals(40, 0.8);
        data.number("x", i -> i % 15);
        data.number("y", i -> level[i / 15] + (1 + slope[i / 15]) * data.get("x", i) + data.normal());
        add("slopes", "y ~ x + (x | g)", data);
    }

    private void crossed() {
        Simulated data = data(600).text("subject", i -> "s" + i / 20).text("item", i -> "i" + i % 20);
        double[] subjects = data.normals(30, 1);
        double[] items = data.normals(20, 1);
        data.number("x", i -> data.normal());
        data.number("y", i -> data.get("x", i) + subjects[i / 20] + items[i % 20] + data.normal());
        add("crossed", "y ~ x + (1 | subject) + (1 | item)", data);
    }

    private void nested() {
        Simulated data = data(800).number("school", i -> 1 + i / 40).text("class", i -> "c" + i / 10 % 4);
        double[] schools = data.normals(20, 1);
        double[] classes = data.normals(80, 1);
        data.number("x", i -> data.normal());
        data.number("y", i -> data.get("x", i) + schools[i / 40] + classes[i / 10] + data.normal());
        add("nested", "y ~ x + (1 | school/class)", data);
    }

    private void weighted() {
        Simulated data = data(300).number("g", i -> 1000 + 37 * (i / 10)).number("w", i -> 1 + i % 4);
        double[] level = data.normals(30, 1);
        data.number("x", i -> data.normal());
        data.number("y", i -> data.get("x", i) + level[i / 10] + data.normal() / Math.sqrt(data.get("w", i)));
        cases.add(new Case(
                "weights", LinearMixedModel.of("y ~ x + (1 | g)").withThreads(1).withWeights("w"), data.table()));
    }

    private void unbalanced() {
        Simulated sizes = data(1);
        int[] of = IntStream.range(0, 50)
                .flatMap(g -> IntStream.range(0, sizes.whole(2, 25)).map(i -> g))
                .toArray();
        Simulated data = data(of.length).text("g", i -> "g" + of[i]);
        double[] level = data.normals(50, 1);
        data.number("x", i -> data.normal()).number("income", i -> 30_000 * Math.exp(0.5 * data.normal()));
        data.number("y", i -> data.get("x", i) + level[of[i]] + data.normal());
        add("unbalanced", "y ~ x + log(income) + (1 | g)", data);
    }

    private void categories() {
        Simulated data = data(480)
                .text("g", i -> "g" + i / 12)
                .text("f", i -> "f" + i % 3)
                .text("sex", i -> i / 12 % 2 == 0 ? "f" : "m");
        double[][] level = {data.normals(40, 1), data.normals(40, 1), data.normals(40, 1)};
        data.number("age", i -> 8 + i % 12 / 3 * 2);
        data.number("y", i -> level[i % 3][i / 12] + 0.3 * data.get("age", i) + 0.5 * data.normal());
        add("categories", "y ~ f + age * sex + (f | g)", data);
    }

    private void growth() {
        Simulated data = data(400).text("child", i -> "c" + i / 8).number("visit", i -> i % 8);
        double[] level = data.normals(50, 1);
        double[] slope = data.normals(50, 0.5);
        data.number("y", i -> level[i / 8] + slope[i / 8] * (i % 8) - 0.05 * (i % 8) * (i % 8) + 0.5 * data.normal());
        add("growth", "y ~ visit + I(visit^2) + (visit || child)", data);
    }

    private void levels() {
        Simulated data = data(900).number("school", i -> 1 + i / 20);
        double[] level = data.normals(45, 1);
        double[] slope = data.normals(45, 0.7);
        double[] size =
                IntStream.range(0, 45).mapToDouble(g -> data.whole(100, 2500)).toArray();
        data.number("x", i -> data.normal())
                .number("size", i -> size[i / 20])
                .text("sector", i -> i / 20 % 2 == 0 ? "a" : "b");
        data.number(
                "y",
                i -> level[i / 20] + slope[i / 20] * data.get("x", i) + 0.001 * data.get("size", i) + data.normal());
        add("levels", "y ~ x * sector + size + (x | school)", data);
    }

    private void marks() {
        Simulated data = data(660).number("year", i -> 2001 + i % 12).text("plot", i -> "p" + i / 12);
        double[] level = data.normals(55, 1);
        double[] years = data.normals(12, 1);
        data.number("mark", i -> data.whole(1, 8)).number("members", i -> data.whole(1, 14));
        data.number("y", i -> 0.2 * data.get("mark", i) + level[i / 12] + years[i % 12] + data.normal());
        add("marks and years", "y ~ mark + members + year + (1 | plot) + (1 | year)", data);
    }
}

package org.multilevel.inference.advice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.multilevel.data.Table;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.model.LinearMixedModel;

/** Problems that were made so that their cause is known, the same for a seed. */
final class Faults {
    private static final int GROUPS = 24;
    private static final int EACH = 10;
    private static final int ROWS = GROUPS * EACH;

    private final long seed;
    private final List<Fault> faults = new ArrayList<>();

    private Faults(long seed) {
        this.seed = seed;
    }

    /**
     * A problem.
     *
     * @param cause what is wrong with it, in words
     * @param kind what it should be called
     */
    record Fault(String cause, FindingKind kind, LinearMixedModel model, Table table) {
        @Override
        public String toString() {
            return kind + ": " + cause;
        }
    }

    static List<Fault> of(long seed) {
        Faults all = new Faults(seed);
        all.zeroVariances();
        all.dependentEffects();
        all.constantSlopes();
        all.groupsThatAreNone();
        all.groupsThatAreFixed();
        all.labels();
        all.collinear();
        all.fewOfSomething();
        all.scales();
        return all.faults;
    }

    private void add(String cause, FindingKind kind, String formula, Simulated data) {
        faults.add(new Fault(cause, kind, LinearMixedModel.of(formula).withThreads(1), data.table()));
    }

    private void addMl(String cause, FindingKind kind, String formula, Simulated data) {
        LinearMixedModel model = LinearMixedModel.of(formula).withThreads(1).withMethod(EstimationMethod.ML);
        faults.add(new Fault(cause, kind, model, data.table()));
    }

    private Simulated data(int rows) {
        return new Simulated(rows, 1_000_003 * seed + faults.size());
    }

    private static int group(int row) {
        return row / EACH;
    }

    /** Returns noise without any part that the columns explain within groups. */
    private static double[] within(Simulated data, int groups, IntToDoubleFunction... columns) {
        double[] noise = data.normals(data.rows(), 1);
        int each = data.rows() / groups;
        for (int g = 0; g < groups; g++) {
            List<double[]> basis = new ArrayList<>();
            int from = g * each;
            for (IntToDoubleFunction column : columns) {
                double[] direction = IntStream.range(0, each)
                        .mapToDouble(i -> column.applyAsDouble(from + i))
                        .toArray();
                basis.forEach(earlier -> project(direction, earlier));
                double length =
                        Math.sqrt(Arrays.stream(direction).map(v -> v * v).sum());
                basis.add(Arrays.stream(direction).map(v -> v / length).toArray());
            }
            double[] own = Arrays.copyOfRange(noise, from, from + each);
            basis.forEach(direction -> project(own, direction));
            System.arraycopy(own, 0, noise, from, each);
        }
        return noise;
    }

    private static void project(double[] vector, double[] direction) {
        double along = IntStream.range(0, vector.length)
                .mapToDouble(i -> vector[i] * direction[i])
                .sum();
        for (int i = 0; i < vector.length; i++) {
            vector[i] -= along * direction[i];
        }
    }

    private void zeroVariances() {
        Simulated none = data(ROWS).text("g", i -> "g" + group(i));
        none.number("x", i -> none.normal());
        double[] noise = within(none, GROUPS, i -> 1);
        none.number("y", i -> none.get("x", i) + noise[i]);
        add("levels have the same mean", FindingKind.ZERO_VARIANCE, "y ~ x + (1 | g)", none);
        addMl("levels have the same mean, by ML", FindingKind.ZERO_VARIANCE, "y ~ x + (1 | g)", none);

        Simulated slope = data(ROWS).text("g", i -> "g" + group(i)).number("x", i -> i % EACH);
        double[] level = slope.normals(GROUPS, 1);
        double[] flat = within(slope, GROUPS, i -> 1, i -> i % EACH);
        double[] means = slope.normals(ROWS, 0.3);
        slope.number("y", i -> level[group(i)] + 0.5 * (i % EACH) + flat[i] + means[group(i)]);
        add("the slope is the same in all levels", FindingKind.ZERO_VARIANCE, "y ~ x + (x || g)", slope);

        Simulated crossed = data(ROWS).text("a", i -> "a" + i % EACH).text("b", i -> "b" + group(i));
        double[] first = crossed.normals(EACH, 1);
        double[] rest = within(crossed, GROUPS, i -> 1);
        crossed.number("y", i -> first[i % EACH] + rest[i]);
        add("one of two crossed factors does nothing", FindingKind.ZERO_VARIANCE, "y ~ 1 + (1 | a) + (1 | b)", crossed);
    }

    private void dependentEffects() {
        for (double sign : new double[] {1, -1}) {
            Simulated pair = data(ROWS).text("g", i -> "g" + group(i)).number("x", i -> i % EACH);
            double[] level = pair.normals(GROUPS, 2);
            double[] noise = within(pair, GROUPS, i -> 1, i -> i % EACH);
            pair.number("y", i -> level[group(i)] * (1 + sign * 0.8 * (i % EACH)) + (i % EACH) + noise[i]);
            add("slopes are " + sign + " times the levels", FindingKind.PERFECT_CORRELATION, "y ~ x + (x | g)", pair);
        }
        Simulated three = data(ROWS).text("g", i -> "g" + group(i));
        three.number("x", i -> three.normal()).number("z", i -> three.normal());
        double[] one = three.normals(GROUPS, 2);
        double[] two = three.normals(GROUPS, 2);
        double[] noise = within(three, GROUPS, i -> 1, i -> three.get("x", i), i -> three.get("z", i));
        three.number(
                "y",
                i -> one[group(i)]
                        + two[group(i)] * three.get("x", i)
                        + (one[group(i)] + two[group(i)]) * three.get("z", i)
                        + noise[i]);
        add("the third effect is the sum of two", FindingKind.DEPENDENT_EFFECTS, "y ~ x + z + (x + z | g)", three);
    }

    private void constantSlopes() {
        add("a number of the group", FindingKind.SLOPE_CONSTANT, "y ~ x + z + (z | g)", level(2));
        add("a number of the group, uncorrelated", FindingKind.SLOPE_CONSTANT, "y ~ x + z + (z || g)", level(2));
        add("beside a slope that varies", FindingKind.SLOPE_CONSTANT, "y ~ x + z + (x + z | g)", level(3));
        add("without a fixed effect", FindingKind.SLOPE_CONSTANT, "y ~ x + (z | g)", level(2));
        add("two kinds of groups", FindingKind.SLOPE_CONSTANT, "y ~ x + f + (f | g)", level(2));
    }

    /** Returns groups with a number z and a kind f of their own, and a number x of each row. */
    private Simulated level(double sd) {
        Simulated data = data(ROWS).text("g", i -> "g" + group(i)).text("f", i -> group(i) % 2 == 0 ? "even" : "odd");
        double[] own = data.normals(GROUPS, 1);
        double[] level = data.normals(GROUPS, sd);
        double[] slope = data.normals(GROUPS, 1);
        data.number("x", i -> data.normal()).number("z", i -> own[group(i)]);
        return data.number("y", i -> level[group(i)] + (1 + slope[group(i)]) * data.get("x", i) + data.normal());
    }

    private void groupsThatAreNone() {
        Simulated text = level(1).text("row", i -> "r" + i).number("number", i -> 1000 + i);
        add("a text names each row", FindingKind.GROUP_IS_ROW, "y ~ x + (1 | row)", text);
        add("a number names each row", FindingKind.GROUP_IS_ROW, "y ~ x + (1 | number)", text);
        add(
                "the same groups twice",
                FindingKind.SAME_GROUPS,
                "y ~ x + (1 | g) + (1 | other)",
                level(1).text("other", i -> "o" + group(i)));
    }

    private void groupsThatAreFixed() {
        add("the group is a predictor", FindingKind.GROUP_REPEATS_FIXED, "y ~ x + g + (1 | g)", level(1));
        addMl("the group is a predictor, by ML", FindingKind.GROUP_REPEATS_FIXED, "y ~ x + g + (1 | g)", level(1));
        add(
                "a number of the group made a factor",
                FindingKind.GROUP_REPEATS_FIXED,
                "y ~ x + factor(code) + (1 | g)",
                level(1).number("code", Faults::code));
        add(
                "a finer predictor than the group",
                FindingKind.GROUP_REPEATS_FIXED,
                "y ~ x + half + (1 | g)",
                level(1).text("half", i -> "h" + i / (EACH / 2)));
        Simulated cells = level(1).text("a", i -> "a" + i % 4).text("b", i -> "b" + i / 4 % 5);
        add("the cells of two predictors", FindingKind.GROUP_REPEATS_FIXED, "y ~ a * b + (1 | a:b)", cells);
    }

    /** Returns a number for the group of a row. */
    private static double code(int row) {
        return 100 + 7 * group(row);
    }

    private void labels() {
        for (int start = 0; start < 2; start++) {
            add("classes numbered from " + start, FindingKind.REPEATED_IDS, CLASSES, classes(start, true));
        }
        add("classes numbered in text", FindingKind.REPEATED_IDS, CLASSES, classes(1, false));
        add(
                "a school's number as a predictor beside its group",
                FindingKind.NUMERIC_GROUP,
                "y ~ x + school + (1 | school)",
                level(1).number("school", Faults::code));
        add(
                "a group's number as its own slope",
                FindingKind.NUMERIC_GROUP,
                "y ~ x + (school | school)",
                level(1).number("school", Faults::code));
        add(
                "an id as a predictor without groups",
                FindingKind.NUMERIC_GROUP,
                "y ~ x + schoolId",
                level(1).number("schoolId", Faults::code));
        add(
                "the groups' running number as a predictor",
                FindingKind.NUMERIC_GROUP,
                "y ~ x + teacher + (1 | g)",
                level(1).number("teacher", i -> group(i) + 1));
        add(
                "a name of each row as a predictor",
                FindingKind.UNIQUE_ID,
                "y ~ name + (1 | g)",
                level(1).text("name", i -> "n" + i));
        add(
                "the row number as a predictor",
                FindingKind.UNIQUE_ID,
                "y ~ x + row + (1 | g)",
                level(1).number("row", i -> i + 1));
    }

    private static final String CLASSES = "y ~ x + (1 | school) + (1 | class)";

    /** Returns 20 schools of 2 to 5 classes of 4 pupils. */
    private Simulated classes(int start, boolean number) {
        int pupils = 4;
        List<int[]> units = new ArrayList<>();
        for (int school = 0; school < 20; school++) {
            for (int unit = 0; unit < 2 + school % 4; unit++) {
                units.add(new int[] {school, unit + start});
            }
        }
        Simulated data = data(pupils * units.size()).text("school", i -> "s" + units.get(i / pupils)[0]);
        double[] schools = data.normals(20, 1);
        double[] classes = data.normals(units.size(), 1);
        data.number("x", i -> data.normal());
        data.number(
                "y", i -> data.get("x", i) + schools[units.get(i / pupils)[0]] + classes[i / pupils] + data.normal());
        return number
                ? data.number("class", i -> units.get(i / pupils)[1])
                : data.text("class", i -> Integer.toString(units.get(i / pupils)[1]));
    }

    private void collinear() {
        Simulated twice = level(1);
        twice.number("z", i -> 2 * twice.get("x", i) + 0.02 * twice.normal());
        add("a column nearly twice another", FindingKind.COLLINEAR, "y ~ x + z + (1 | g)", twice);

        Simulated sum = level(1);
        sum.number("u", i -> sum.normal()).number("sum", i -> sum.get("x", i) + sum.get("u", i) + 0.05 * sum.normal());
        add("a column nearly the sum of two", FindingKind.COLLINEAR, "y ~ x + u + sum + (1 | g)", sum);

        Simulated rounded = level(1);
        rounded.number("mean", i -> Math.rint(1000 * rounded.get("z", i)) / 1000)
                .number("within", i -> rounded.get("x", i))
                .number("total", i -> rounded.get("z", i) + rounded.get("x", i));
        add("a whole and its rounded parts", FindingKind.COLLINEAR, "y ~ total + within + mean + (1 | g)", rounded);

        Simulated shares = level(1);
        shares.number("a", i -> shares.whole(10, 50))
                .number("b", i -> shares.whole(10, 40))
                .number("c", i -> 100 - shares.get("a", i) - shares.get("b", i) + (i % 50 == 0 ? 1 : 0));
        add("shares of a hundred", FindingKind.COLLINEAR, "y ~ a + b + c + (1 | g)", shares);

        Simulated coded = level(1).text("region", i -> "r" + i % 3);
        coded.number("code", i -> i % 3 == 2 ? 1 : 0.02 * coded.normal());
        add("a number that is nearly a category", FindingKind.COLLINEAR, "y ~ code + region + (1 | g)", coded);
    }

    private void fewOfSomething() {
        for (int groups = 2; groups < 5; groups++) {
            add(groups + " groups", FindingKind.FEW_GROUPS, "y ~ x + (1 | g)", sized(groups, 20));
        }
        add("10 parameters of 6 groups", FindingKind.MANY_PARAMETERS, "y ~ x + u + v + (x + u + v | g)", sized(6, 30));
        add("6 parameters of 5 groups", FindingKind.MANY_PARAMETERS, "y ~ x + u + (x + u | g)", sized(5, 30));
        Simulated pairs = data(150);
        // two of three groups have one row
        pairs.text("g", i -> "g" + (i % 4 == 3 ? i - 1 : i));
        double[] level = pairs.normals(150, 2);
        pairs.number("x", i -> pairs.normal()).number("y", i -> level[i % 4 == 3 ? i - 1 : i] + pairs.normal());
        add("most groups have one row", FindingKind.FEW_ROWS, "y ~ x + (1 | g)", pairs);
        add("two visits and a slope", FindingKind.FEW_ROWS, "y ~ x + (x | g)", sized(40, 2));
        Simulated uneven = data(125);
        double[] own = uneven.normals(50, 2);
        double[] slopes = uneven.normals(50, 2);
        int[] of = IntStream.range(0, 125)
                .map(i -> i < 100 ? i / 2 : 2 * (i - 100))
                .toArray();
        uneven.text("g", i -> "g" + of[i]).number("x", i -> uneven.normal());
        uneven.number("y", i -> own[of[i]] + slopes[of[i]] * uneven.get("x", i) + 0.5 * uneven.normal());
        add("two or three rows and a slope", FindingKind.FEW_ROWS, "y ~ x + (x | g)", uneven);
    }

    /** Returns groups with levels and slopes of their own. */
    private Simulated sized(int groups, int each) {
        Simulated data = data(groups * each).text("g", i -> "g" + i / each);
        double[] level = data.normals(groups, 2);
        double[][] slopes = {data.normals(groups, 2), data.normals(groups, 2), data.normals(groups, 2)};
        data.number("x", i -> data.normal()).number("u", i -> data.normal()).number("v", i -> data.normal());
        return data.number(
                "y",
                i -> level[i / each]
                        + slopes[0][i / each] * data.get("x", i)
                        + slopes[1][i / each] * data.get("u", i)
                        + slopes[2][i / each] * data.get("v", i)
                        + 0.5 * data.normal());
    }

    private void scales() {
        Simulated income = level(1);
        income.number("income", i -> 45_000 + 20_000 * income.normal());
        add("income in cents beside a share", FindingKind.UNIT_SCALES, "y ~ I(100 * income) + x + (1 | g)", income);
        Simulated size = level(1);
        size.number("metres", i -> 1e-5 * size.normal());
        add("a size in metres", FindingKind.UNIT_SCALES, "y ~ x + metres + (1 | g)", size);
    }
}

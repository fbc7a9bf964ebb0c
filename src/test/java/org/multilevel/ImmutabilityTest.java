package org.multilevel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.Predefined;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.multilevel.data.Batch;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.csv.CsvOptions;
import org.multilevel.design.Design;
import org.multilevel.design.DesignBlock;
import org.multilevel.design.DesignOptions;
import org.multilevel.design.Requirements;
import org.multilevel.design.ResidualRows;
import org.multilevel.design.Structure;
import org.multilevel.design.StructureSurvey;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.FitOptions;
import org.multilevel.fit.answers.Approximation;
import org.multilevel.fit.answers.Fit;
import org.multilevel.fit.answers.ProfiledParameter;
import org.multilevel.fit.effects.JointEffects;
import org.multilevel.fit.optimum.Evaluation;
import org.multilevel.fit.optimum.Verdict;
import org.multilevel.fit.problem.Problem;
import org.multilevel.fit.problem.VarianceSpectrum;
import org.multilevel.formula.Formula;
import org.multilevel.inference.Inference;
import org.multilevel.inference.advice.LikelyGroups;
import org.multilevel.inference.comparison.BootstrapTest;
import org.multilevel.inference.comparison.ModelComparison;
import org.multilevel.inference.influence.Influence;
import org.multilevel.inference.intervals.IntervalEstimates;
import org.multilevel.inference.means.Contrasts;
import org.multilevel.inference.means.EstimatedMarginalMeans;
import org.multilevel.inference.means.MarginalMeans;
import org.multilevel.inference.shares.StandardisedScales;
import org.multilevel.inference.shares.VarianceShares;
import org.multilevel.inference.tests.LinearHypothesis;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;
import org.multilevel.result.ResultTables;

/** What the public API gives out or takes in is nobody else's: no array or collection leaves or enters uncopied. */
class ImmutabilityTest {
    private static final List<String> ROOMS = List.of(
            "org.multilevel.model",
            "org.multilevel.inference",
            "org.multilevel.inference.advice",
            "org.multilevel.inference.comparison",
            "org.multilevel.inference.influence",
            "org.multilevel.inference.intervals",
            "org.multilevel.inference.means",
            "org.multilevel.inference.shares",
            "org.multilevel.inference.tests",
            "org.multilevel.result",
            "org.multilevel.fit",
            "org.multilevel.fit.answers",
            "org.multilevel.fit.problem",
            "org.multilevel.fit.optimum",
            "org.multilevel.design",
            "org.multilevel.design.scan",
            "org.multilevel.data");

    /** Lent out to loops over millions of rows, as their documentation says: their arrays are refilled from call to call. */
    private static final Set<Class<?>> BORROWED = Set.of(Batch.class, DesignBlock.class, ResidualRows.class);

    /** All that leaves the optimiser; its working values stay inside of fit, where {@code ArchitectureTest} keeps them. */
    private static final Set<Class<?>> OF_OPTIMISER = Set.of(Evaluation.class, Verdict.class);

    private static final String OPTIMISER = "org.multilevel.fit.optimum";

    private static MemoryTable table() {
        double[] y = new double[40];
        double[] x = new double[40];
        double[] twice = new double[40];
        String[] g = new String[40];
        for (int i = 0; i < 40; i++) {
            x[i] = i % 9 + 0.1 * i;
            twice[i] = 2 * x[i];
            y[i] = 1 + x[i] + (i % 5) * 0.7 + (i * 7 % 11) * 0.3;
            g[i] = "g" + i % 5;
        }
        return MemoryTable.builder()
                .numeric("y", y)
                .numeric("x", x)
                .numeric("twice", twice)
                .categorical("g", g)
                .build();
    }

    private static final String FORMULA = "y ~ scale(x) + twice + x + (1 + x | g)";

    private static List<Object> roots() {
        MemoryTable table = table();
        MixedModel model =
                LinearMixedModel.of(FORMULA).withMethod(EstimationMethod.ML).fit(table);
        MixedModel small = LinearMixedModel.of("y ~ 1 + (1 | g)")
                .withMethod(EstimationMethod.ML)
                .fit(table);
        Design design = Design.of(Formula.parse(FORMULA), table, DesignOptions.DEFAULT, Progress.NONE);
        Problem problem = Problem.read(design, table, FitOptions.DEFAULT, Progress.NONE);
        Fit fit = problem.fit(Progress.NONE);
        MarginalMeans means = EstimatedMarginalMeans.of("x")
                .at("x", 1, 2, 3)
                .withContrasts(new Contrasts.Pairwise())
                .ask(model);
        return List.of(
                means,
                Contrasts.parse("ends = 1, 0, -1"),
                crossed().orElseThrow(),
                model,
                MixedModel.fromJson(model.toJson()),
                design,
                fit,
                problem.estimates(fit.theta(), Progress.NONE),
                problem.notIdentified(),
                table,
                ResultTables.of(model),
                structure(table),
                new LikelyGroups(List.of(new LikelyGroups.Column("x", 3, false, false)), 8),
                CsvOptions.defaults().withMissing("NA", "-99"),
                Requirements.of(Formula.parse(FORMULA), table.columns(), DesignOptions.DEFAULT),
                design.scanForPrediction(table, Progress.NONE, block -> {}),
                Inference.asymptotic().coefficients(model),
                ModelComparison.of(List.of("a", "b"), List.of(small, model)),
                intervals(table),
                VarianceShares.of(model).orElseThrow(),
                StandardisedScales.of(model).orElseThrow(),
                LinearHypothesis.of("(Intercept) = 1").function(small).orElseThrow(),
                new ProfiledParameter.LinearFunction(List.of(1.0)),
                new Approximation(new ArrayList<>(List.of(List.of(1.0))), 1, 1, 2, 3, 0),
                new BootstrapTest(2, 1, 1)
                        .test(
                                LinearMixedModel.of("y ~ 1").live(table),
                                LinearMixedModel.of("y ~ 1 + (1 | g)").live(table),
                                Progress.NONE),
                Influence.of(LinearMixedModel.of("y ~ x + (1 | g)").live(table), "g", 1, Progress.NONE)
                        .levels(),
                VarianceSpectrum.of(
                        LinearMixedModel.of("y ~ 1 + (1 | g)").live(table).problem()),
                model.predictor().predict(table, Progress.NONE, rows -> {}),
                model.fitted(table, Progress.NONE, rows -> {}));
    }

    /** Returns what a fit with two grouping factors keeps. */
    private static Optional<JointEffects> crossed() {
        double[] y = new double[40];
        String[] g = new String[40];
        String[] h = new String[40];
        for (int i = 0; i < 40; i++) {
            y[i] = i % 5 + i * 7 % 11 + i * 13 % 17 * 0.3;
            g[i] = "g" + i % 5;
            h[i] = "h" + i * 3 % 7;
        }
        MemoryTable table = MemoryTable.builder()
                .numeric("y", y)
                .categorical("g", g)
                .categorical("h", h)
                .build();
        Design design = Design.of(Formula.parse("y ~ (1 | g) + (1 | h)"), table, DesignOptions.DEFAULT, Progress.NONE);
        return Problem.read(design, table, FitOptions.DEFAULT, Progress.NONE)
                .fit(Progress.NONE)
                .joint();
    }

    private static IntervalEstimates intervals(MemoryTable table) {
        return IntervalEstimates.Question.of(IntervalEstimates.Method.PROFILE)
                .ask(LinearMixedModel.of("y ~ 1 + (1 | g)").live(table), Inference.standard(), Progress.NONE);
    }

    private static boolean isOurs(Class<?> type) {
        return ROOMS.contains(type.getPackageName())
                && Modifier.isPublic(type.getModifiers())
                && (!type.getPackageName().equals(OPTIMISER) || OF_OPTIMISER.contains(type));
    }

    private static Structure structure(MemoryTable table) {
        StructureSurvey survey =
                StructureSurvey.of(Formula.parse(FORMULA), table, DesignOptions.DEFAULT, Progress.NONE);
        Design.of(Formula.parse(FORMULA), survey.table(), DesignOptions.DEFAULT, Progress.NONE);
        return survey.structure().orElseThrow();
    }

    /** Returns all objects of ours that the accessors of the roots lead to, at most a few of each type. */
    private static Set<Object> reachable() throws ReflectiveOperationException {
        Set<Object> found = Collections.newSetFromMap(new IdentityHashMap<>());
        Map<String, Integer> ofType = new HashMap<>();
        Deque<Object> open = new ArrayDeque<>(roots());
        while (!open.isEmpty()) {
            Object next = open.poll();
            for (Object part : parts(next)) {
                open.add(part);
            }
            if (!isOurs(next.getClass())
                    || BORROWED.contains(next.getClass())
                    || ofType.merge(next.getClass().getName(), 1, Integer::sum) > 5
                    || !found.add(next)) {
                continue;
            }
            for (Method accessor : accessors(next.getClass())) {
                Object value = value(accessor, next);
                if (value != null) {
                    open.add(value);
                }
            }
        }
        return found;
    }

    private static List<Object> parts(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.<List<Object>>map(List::of).orElse(List.of());
        }
        if (value instanceof Map<?, ?> map) {
            return new ArrayList<>(map.values());
        }
        if (value instanceof Iterable<?> list && !isOurs(value.getClass())) {
            List<Object> parts = new ArrayList<>();
            list.forEach(parts::add);
            return parts;
        }
        return List.of();
    }

    /** Returns the public methods that ask and cannot change, as far as they take nothing or positions. */
    private static List<Method> accessors(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(m -> !Modifier.isStatic(m.getModifiers()) && m.getDeclaringClass() != Object.class)
                .filter(m -> isOurs(m.getDeclaringClass()))
                .filter(m -> Arrays.stream(m.getParameterTypes()).allMatch(p -> p == int.class))
                .filter(m -> m.getReturnType() != void.class)
                .filter(m -> !Set.of("hashCode", "toString").contains(m.getName()))
                .toList();
    }

    private static Object value(Method accessor, Object of) throws IllegalAccessException {
        try {
            Object[] zeros = new Object[accessor.getParameterCount()];
            Arrays.fill(zeros, 0);
            return accessor.invoke(of, zeros);
        } catch (InvocationTargetException e) {
            return null;
        }
    }

    @Test
    void nothingThatAnAccessorGivesOutChangesTheObject() throws ReflectiveOperationException {
        Set<String> faults = new TreeSet<>();
        Set<Class<?>> seen = new HashSet<>();
        for (Object object : reachable()) {
            seen.add(object.getClass());
            for (Method accessor : accessors(object.getClass())) {
                Object value = value(accessor, object);
                String before = text(value);
                boolean comparable = before.equals(text(value(accessor, object)));
                if (spoil(value) && comparable && !before.equals(text(value(accessor, object)))) {
                    faults.add(object.getClass().getSimpleName() + "." + accessor.getName());
                }
            }
        }
        assertEquals(Set.of(), faults);
        assertTrue(seen.size() > 25, "the roots lead to " + seen);
    }

    /** Overwrites all arrays in a value, and empties its collections where they let that happen; returns whether there were any. */
    private static boolean spoil(Object value) {
        if (value == null) {
            return false;
        }
        if (value.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(value); i++) {
                Object element = Array.get(value, i);
                if (element instanceof Double) {
                    Array.setDouble(value, i, -12345.678);
                } else if (element instanceof Integer) {
                    Array.setInt(value, i, -12345);
                } else if (element instanceof Long) {
                    Array.setLong(value, i, -12345);
                } else if (!spoil(element) && element instanceof String) {
                    Array.set(value, i, "spoilt");
                }
            }
            return true;
        }
        if (value instanceof Map<?, ?> map) {
            map.values().forEach(ImmutabilityTest::spoil);
            empty(map::clear);
            return true;
        }
        if (value instanceof Collection<?> list) {
            list.forEach(ImmutabilityTest::spoil);
            empty(list::clear);
            return true;
        }
        return value instanceof Optional<?> optional && spoil(optional.orElse(null));
    }

    private static void empty(Runnable clear) {
        try {
            clear.run();
        } catch (UnsupportedOperationException e) {
            // As it should be.
        }
    }

    private static String text(Object value) {
        if (value != null && value.getClass().isArray()) {
            List<String> elements = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                elements.add(text(Array.get(value, i)));
            }
            return elements.toString();
        }
        if (value instanceof Map<?, ?> map) {
            List<String> entries = new ArrayList<>();
            map.forEach((key, entry) -> entries.add(key + "=" + text(entry)));
            return entries.toString();
        }
        if (value instanceof Collection<?> list) {
            return list.stream().map(ImmutabilityTest::text).toList().toString();
        }
        return value instanceof Optional<?> optional
                ? "optional " + text(optional.orElse(null))
                : String.valueOf(value);
    }

    private static List<Class<?>> publicTypes() throws ClassNotFoundException {
        List<Class<?>> types = new ArrayList<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(Predefined.DO_NOT_INCLUDE_JARS)
                .importPackages(ROOMS)) {
            if (ROOMS.contains(type.getPackageName()) && type.getModifiers().contains(JavaModifier.PUBLIC)) {
                Class<?> found = Class.forName(type.getName());
                if (isOurs(found)) {
                    types.add(found);
                }
            }
        }
        return types;
    }

    /** Every record of which a component is an array or a collection is made of others that are spoilt afterwards. */
    @Test
    void recordsCopyWhatTheyAreMadeOf() throws ReflectiveOperationException {
        Map<Class<?>, Object> samples = new HashMap<>();
        reachable().forEach(object -> samples.putIfAbsent(object.getClass(), object));
        Set<String> faults = new TreeSet<>();
        Set<String> unchecked = new TreeSet<>();
        for (Class<?> type : publicTypes()) {
            if (type.isRecord() && Arrays.stream(type.getRecordComponents()).anyMatch(c -> holdsOthers(c.getType()))) {
                Object sample = samples.get(type);
                if (sample == null) {
                    unchecked.add(type.getSimpleName());
                } else {
                    faults.addAll(uncopied(sample));
                }
            }
        }
        assertEquals(Set.of(), faults);
        assertEquals(Set.of(), unchecked, "records that the roots do not lead to");
    }

    private static boolean holdsOthers(Class<?> type) {
        return type.isArray() || Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type);
    }

    private static Set<String> uncopied(Object sample) throws ReflectiveOperationException {
        RecordComponent[] components = sample.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = loose(components[i].getAccessor().invoke(sample));
        }
        Constructor<?> constructor = sample.getClass()
                .getDeclaredConstructor(
                        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        Object made = constructor.newInstance(values);
        Set<String> faults = new TreeSet<>();
        for (int i = 0; i < values.length; i++) {
            String before = text(components[i].getAccessor().invoke(made));
            if (spoil(values[i])
                    && !before.equals(text(components[i].getAccessor().invoke(made)))) {
                faults.add("new " + sample.getClass().getSimpleName() + "(" + components[i].getName() + ")");
            }
        }
        return faults;
    }

    /** Returns a copy of an array or collection that can be changed. */
    private static Object loose(Object value) {
        if (value instanceof List<?> list) {
            return new ArrayList<>(list);
        }
        if (value instanceof Set<?> set) {
            return new TreeSet<>(set);
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, entry) -> copy.put(key, loose(entry)));
            return copy;
        }
        if (value != null && value.getClass().isArray()) {
            int length = Array.getLength(value);
            Object copy = Array.newInstance(value.getClass().getComponentType(), length);
            for (int i = 0; i < length; i++) {
                Array.set(copy, i, loose(Array.get(value, i)));
            }
            return copy;
        }
        return value;
    }

    @Test
    void noFieldIsPublicAndAnArray() throws ClassNotFoundException {
        Set<String> faults = new TreeSet<>();
        for (Class<?> type : publicTypes()) {
            for (Field field : BORROWED.contains(type) ? new Field[0] : type.getFields()) {
                if (field.getType().isArray() && field.getDeclaringClass() == type) {
                    faults.add(type.getSimpleName() + "." + field.getName());
                }
            }
        }
        assertEquals(Collections.emptySet(), faults);
    }

    @Test
    void theLogOfAModelCannotBeChanged() {
        MixedModel model = LinearMixedModel.of("y ~ x + (1 | g)").fit(table());
        double theta = model.log().get(0).theta()[0];
        model.log().get(0).theta()[0] = theta + 1;
        assertEquals(theta, model.log().get(0).theta()[0]);
    }
}

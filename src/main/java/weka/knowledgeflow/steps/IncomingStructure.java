package weka.knowledgeflow.steps;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import weka.core.Environment;
import weka.core.Instances;
import weka.core.WekaException;
import weka.core.converters.CSVLoader;
import weka.knowledgeflow.StepManager;

/**
 * What attributes a step is going to get, as far as the steps before it know them without their data.
 *
 * <p>Weka's steps answer by one of two methods, a loader by that with the flow's variables and a ClassAssigner by that without, and
 * Weka's own search asks by one only; so it takes such a step for one that knows nothing.
 */
@NullMarked // the class and not its package, whose other classes are Weka's
public final class IncomingStructure {
    /** Steps of Weka that divide or mark rows and leave the attributes and the class as they come. */
    private static final Set<Class<?>> PASSING = Set.of(
            TrainingSetMaker.class, TestSetMaker.class, TrainTestSplitMaker.class, CrossValidationFoldMaker.class);

    private IncomingStructure() {}

    /**
     * Returns the attributes that come in by a kind of connection, of the first step before that knows them. A CSVLoader is not asked while the
     * flow runs: it could not read its file after that.
     *
     * @param manager of the step that asks
     * @param connection the kind of connection
     * @param variables those of the flow, null where it does not run
     */
    public static Optional<Instances> of(StepManager manager, String connection, @Nullable Environment variables) {
        return variables != null && comesFromCsv(manager)
                ? Optional.empty()
                : manager.getIncomingConnectedStepsOfConnectionType(connection).stream()
                        .flatMap(before -> given(before, connection, variables).stream())
                        .findFirst();
    }

    private static boolean comesFromCsv(StepManager manager) {
        return manager.getIncomingConnections().values().stream()
                .flatMap(List::stream)
                .anyMatch(before -> isCsvLoader(before.getManagedStep()) || comesFromCsv(before));
    }

    private static boolean isCsvLoader(Step step) {
        return step instanceof Loader loader && loader.getLoader() instanceof CSVLoader;
    }

    private static Optional<Instances> given(StepManager before, String connection, @Nullable Environment variables) {
        Step step = before.getManagedStep();
        try {
            @Nullable Instances known = step.outputStructureForConnectionType(connection, variables);
            if (known == null) {
                known = step.outputStructureForConnectionType(connection);
            }
            if (known != null) {
                return Optional.of(new Instances(known, 0));
            }
        } catch (WekaException notYet) {
            // A loader whose file name holds a variable cannot open it yet; if it never can, it will say so when it
            // starts.
            return Optional.empty();
        }
        return PASSING.contains(step.getClass()) ? through(before, variables) : Optional.empty();
    }

    private static Optional<Instances> through(StepManager step, @Nullable Environment variables) {
        return step.getIncomingConnections().keySet().stream()
                .flatMap(connection -> of(step, connection, variables).stream())
                .findFirst();
    }
}

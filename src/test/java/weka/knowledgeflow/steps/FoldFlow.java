package weka.knowledgeflow.steps;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import weka.core.Environment;
import weka.core.Instances;
import weka.core.WekaException;
import weka.knowledgeflow.Data;
import weka.knowledgeflow.Flow;
import weka.knowledgeflow.FlowRunner;
import weka.knowledgeflow.StepManager;
import weka.knowledgeflow.StepManagerImpl;

/** A flow that makes folds of given instances, and what comes out of it. */
final class FoldFlow {
    private final Flow flow = new Flow();
    private final StepManagerImpl source;
    private final StepManagerImpl maker;
    private final List<Data> training = Collections.synchronizedList(new ArrayList<>());
    private final List<Data> tests = Collections.synchronizedList(new ArrayList<>());
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private final Environment variables = new Environment();

    FoldFlow(Instances data, GroupCrossValidationFoldMaker step) {
        source = add(new Source(data));
        maker = add(step);
        connect(source, maker, StepManager.CON_DATASET);
        maker.addStepOutputListener(training::add, StepManager.CON_TRAININGSET);
        maker.addStepOutputListener(tests::add, StepManager.CON_TESTSET);
    }

    /** Gives instances, in place of a loader with a file. */
    @KFStep(name = "Source", category = "Test", toolTipText = "Gives instances", iconPath = "")
    public static final class Source extends BaseStep {
        private static final long serialVersionUID = 1L;
        private final Instances data;

        Source(Instances data) {
            this.data = data;
        }

        @Override
        public void stepInit() {}

        @Override
        public void start() throws WekaException {
            getStepManager().processing();
            getStepManager().outputData(new Data(StepManager.CON_DATASET, data));
            getStepManager().finished();
        }

        @Override
        public List<String> getIncomingConnectionTypes() {
            return List.of();
        }

        @Override
        public List<String> getOutgoingConnectionTypes() {
            return List.of(StepManager.CON_DATASET);
        }

        @Override
        public Instances outputStructureForConnectionType(String connection, Environment variables) {
            return new Instances(data, 0);
        }
    }

    StepManagerImpl add(Step step) {
        StepManagerImpl manager = new StepManagerImpl(step);
        flow.addStep(manager);
        return manager;
    }

    void connect(StepManagerImpl from, StepManagerImpl to, String connection) {
        if (!flow.connectSteps(from, to, connection)) {
            throw new AssertionError("no connection " + connection + " from " + from.getName() + " to " + to.getName());
        }
    }

    FoldFlow withVariable(String name, String value) {
        variables.addVariable(name, value);
        return this;
    }

    StepManagerImpl maker() {
        return maker;
    }

    /** Runs the flow to its end. */
    FoldFlow run() throws Exception {
        FlowRunner runner = new FlowRunner();
        runner.setLogger(new weka.gui.Logger() {
            @Override
            public void logMessage(String message) {
                log.add(message);
            }

            @Override
            public void statusMessage(String message) {
                log.add(message);
            }
        });
        runner.getExecutionEnvironment().setEnvironmentVariables(variables);
        runner.setFlow(flow);
        CountDownLatch end = new CountDownLatch(1);
        runner.addExecutionFinishedCallback(end::countDown);
        try {
            runner.run();
        } catch (WekaException notInitialised) {
            // The runner has logged why.
            return this;
        }
        if (!end.await(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the flow does not end; its log: " + log());
        }
        return this;
    }

    List<Instances> training() {
        return training.stream()
                .map(data -> data.<Instances>getPayloadElement(StepManager.CON_TRAININGSET))
                .toList();
    }

    List<Instances> tests() {
        return tests.stream()
                .map(data -> data.<Instances>getPayloadElement(StepManager.CON_TESTSET))
                .toList();
    }

    /** Returns "number of set/number of sets" of each test set. */
    List<String> numbers() {
        return tests.stream()
                .map(data -> data.getPayloadElement(StepManager.CON_AUX_DATA_SET_NUM) + "/"
                        + data.getPayloadElement(StepManager.CON_AUX_DATA_MAX_SET_NUM))
                .toList();
    }

    String log() {
        return String.join("\n", log);
    }
}

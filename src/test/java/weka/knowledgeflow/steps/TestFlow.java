package weka.knowledgeflow.steps;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import weka.core.Environment;
import weka.core.Instances;
import weka.core.WekaException;
import weka.core.converters.CSVLoader;
import weka.gui.Logger;
import weka.knowledgeflow.Data;
import weka.knowledgeflow.Flow;
import weka.knowledgeflow.FlowRunner;
import weka.knowledgeflow.StepManager;
import weka.knowledgeflow.StepManagerImpl;

/** A flow that is put together by a test, run by Weka's own runner, and asked what its steps gave and logged. */
final class TestFlow {
    private final Flow flow = new Flow();
    private final Environment variables = new Environment();
    private final FlowRunner runner = new FlowRunner();
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private Consumer<String> onStatus = status -> {};

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
            getStepManager().outputData(new Data[] {new Data(StepManager.CON_DATASET, data)});
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

    /** Returns a table of the samples; the first attribute is nominal. */
    static Instances sample(String name, String className) throws Exception {
        CSVLoader loader = new CSVLoader();
        loader.setSource(Path.of("workflows", "data", name + ".csv").toFile());
        loader.setNominalAttributes("first");
        loader.setBufferSize(10_000);
        Instances data = loader.getDataSet();
        data.setClass(data.attribute(className));
        return data;
    }

    StepManagerImpl add(Step step, String name) {
        step.setName(name);
        StepManagerImpl manager = new StepManagerImpl(step);
        flow.addStep(manager);
        return manager;
    }

    StepManagerImpl source(Instances data) {
        return add(new Source(data), "Source");
    }

    /** Connects as the user interface does, which asks both steps what they give and take. */
    void connect(StepManagerImpl from, StepManagerImpl to, String connection) {
        if (!from.getManagedStep().getOutgoingConnectionTypes().contains(connection)
                || !flow.connectSteps(from, to, connection)) {
            throw new AssertionError("no connection " + connection + " from " + from.getName() + " to " + to.getName());
        }
    }

    /** Returns what a step gives by a connection once the flow runs. */
    List<Data> given(StepManagerImpl step, String connection) {
        List<Data> given = Collections.synchronizedList(new ArrayList<>());
        step.addStepOutputListener(given::add, connection);
        return given;
    }

    void setVariable(String name, String value) {
        variables.addVariable(name, value);
    }

    void onStatus(Consumer<String> action) {
        onStatus = action;
    }

    void stop() {
        runner.stopProcessing();
    }

    /** Runs the flow to its end, also where a step refuses to start. */
    void run() throws Exception {
        runner.setLogger(new Logger() {
            @Override
            public void logMessage(String message) {
                log.add(message);
            }

            @Override
            public void statusMessage(String message) {
                onStatus.accept(message);
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
            return;
        }
        if (!end.await(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the flow does not end; its log: " + log());
        }
    }

    String log() {
        return String.join("\n", log);
    }

    Flow flow() {
        return flow;
    }
}

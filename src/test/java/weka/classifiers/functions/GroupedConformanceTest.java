package weka.classifiers.functions;

import java.util.stream.IntStream;
import junit.framework.Test;
import junit.framework.TestSuite;
import weka.core.CheckScheme;
import weka.core.Instances;

/** Weka's own conformance tests once more, on data with a group of which every level has three rows or more. */
public class GroupedConformanceTest extends MixedModelConformance {
    private static final int GROUPS = 6;

    /** Creates one test. */
    public GroupedConformanceTest(String name) {
        super(name);
    }

    @Override
    protected CheckScheme.PostProcessor getPostProcessor() {
        return new CheckScheme.PostProcessor() {
            @Override
            public Instances process(Instances data) {
                return GroupedConformanceTest.this.process(data);
            }
        };
    }

    @Override
    protected Instances process(Instances data) {
        return withTeams(
                data,
                IntStream.range(0, GROUPS).mapToObj(level -> "team " + level).toList());
    }

    /** Returns all tests. */
    public static Test suite() {
        return new TestSuite(GroupedConformanceTest.class);
    }
}

package weka.classifiers.functions;

import java.util.List;
import junit.framework.Test;
import junit.framework.TestSuite;
import weka.core.CheckScheme;
import weka.core.Instances;

/** Weka's own conformance tests of the generalised classifier once more, on data with a group whose levels repeat. */
public class GroupedGeneralizedConformanceTest extends GeneralizedLinearMixedModelTest {
    private static final List<String> TEAMS = List.of("a", "b", "c", "d", "e");

    /** Creates one test. */
    public GroupedGeneralizedConformanceTest(String name) {
        super(name);
    }

    @Override
    protected CheckScheme.PostProcessor getPostProcessor() {
        return new CheckScheme.PostProcessor() {
            @Override
            public Instances process(Instances data) {
                return GroupedGeneralizedConformanceTest.this.process(data);
            }
        };
    }

    @Override
    protected Instances process(Instances data) {
        return withTeams(data, TEAMS);
    }

    /** Returns all tests. */
    public static Test suite() {
        return new TestSuite(GroupedGeneralizedConformanceTest.class);
    }
}

package weka.classifiers.functions;

import junit.framework.Test;
import junit.framework.TestSuite;

/** Weka's own conformance tests, on data in which nothing can be a group. */
public class LinearMixedModelTest extends MixedModelConformance {

    /** Creates one test. */
    public LinearMixedModelTest(String name) {
        super(name);
    }

    /** Returns all tests. */
    public static Test suite() {
        return new TestSuite(LinearMixedModelTest.class);
    }
}

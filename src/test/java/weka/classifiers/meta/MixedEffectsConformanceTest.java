package weka.classifiers.meta;

import java.util.List;
import junit.framework.Test;
import junit.framework.TestSuite;
import weka.classifiers.Classifier;
import weka.classifiers.RoundedConformance;
import weka.core.CheckScheme;
import weka.core.Instances;

/** Weka's own conformance tests for classifiers, on data with a group of which every level has three rows or more. */
public class MixedEffectsConformanceTest extends RoundedConformance {
    private static final List<String> TEAMS = List.of("a", "b", "c", "d", "e", "f");

    /** Creates one test. */
    public MixedEffectsConformanceTest(String name) {
        super(name);
    }

    @Override
    public Classifier getClassifier() {
        MixedEffects classifier = new MixedEffects();
        classifier.setFolds(2);
        classifier.setRounds(4);
        return classifier;
    }

    @Override
    protected CheckScheme.PostProcessor getPostProcessor() {
        return new CheckScheme.PostProcessor() {
            @Override
            public Instances process(Instances data) {
                return MixedEffectsConformanceTest.this.process(data);
            }
        };
    }

    @Override
    protected Instances process(Instances data) {
        return withTeams(data, TEAMS);
    }

    /** Returns all tests. */
    public static Test suite() {
        return new TestSuite(MixedEffectsConformanceTest.class);
    }
}

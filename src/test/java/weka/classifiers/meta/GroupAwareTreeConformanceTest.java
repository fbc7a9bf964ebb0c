package weka.classifiers.meta;

import java.util.List;
import junit.framework.Test;
import junit.framework.TestSuite;
import weka.classifiers.AbstractClassifierTest;
import weka.classifiers.Classifier;
import weka.classifiers.trees.DecisionStump;
import weka.core.Attribute;
import weka.core.CheckScheme;
import weka.core.Instances;

/** Weka's own conformance tests once more, around a classifier for any class, on data that have a group. */
public class GroupAwareTreeConformanceTest extends AbstractClassifierTest {
    private static final List<String> TEAMS = List.of("a", "b", "c", "d", "e", "f");

    static {
        System.setProperty("weka.test.Regression.root", "src/test/resources/wekarefs");
    }

    /** Creates one test. */
    public GroupAwareTreeConformanceTest(String name) {
        super(name);
    }

    @Override
    public Classifier getClassifier() {
        GroupAwareEvaluation classifier = new GroupAwareEvaluation();
        classifier.setFolds(2);
        classifier.setClassifier(new DecisionStump());
        return classifier;
    }

    @Override
    protected CheckScheme.PostProcessor getPostProcessor() {
        return new CheckScheme.PostProcessor() {
            @Override
            public Instances process(Instances data) {
                return GroupAwareTreeConformanceTest.this.process(data);
            }
        };
    }

    @Override
    protected Instances process(Instances data) {
        if (data.attribute("team") != null) {
            return data;
        }
        Instances grouped = new Instances(data);
        grouped.insertAttributeAt(new Attribute("team", TEAMS), data.numAttributes());
        for (int i = 0; i < grouped.numInstances(); i++) {
            grouped.instance(i).setValue(data.numAttributes(), i % TEAMS.size());
        }
        return grouped;
    }

    /** Returns all tests. */
    public static Test suite() {
        return new TestSuite(GroupAwareTreeConformanceTest.class);
    }
}

package weka.filters.unsupervised.attribute;

import java.util.List;
import java.util.Random;
import junit.framework.Test;
import junit.framework.TestSuite;
import weka.core.Attribute;
import weka.core.Instances;
import weka.core.SelectedTag;
import weka.filters.AbstractFilterTest;
import weka.filters.Filter;

/** Weka's own conformance tests for filters, on Weka's data with text, nominal, numeric and date attributes and sparse rows. */
public class GroupCenterConformanceTest extends AbstractFilterTest {

    static {
        System.setProperty("weka.test.Regression.root", "src/test/resources/wekarefs");
    }

    /** Creates one test. */
    public GroupCenterConformanceTest(String name) {
        super(name);
    }

    @Override
    public Filter getFilter() {
        GroupCenter filter = new GroupCenter();
        filter.setGroup("2");
        SelectedTag grandMean = filter.getUnseenGroups();
        filter.setUnseenGroups(new SelectedTag(1, grandMean.getTags()));
        return filter;
    }

    /** Weka makes data for the classifier, in which nothing is a group by chance. */
    @Override
    protected Instances getFilteredClassifierData() throws Exception {
        Instances data = super.getFilteredClassifierData();
        data.insertAttributeAt(new Attribute("group", List.of("a", "b", "c")), 1);
        Random random = new Random(1);
        data.forEach(row -> row.setValue(1, random.nextInt(3)));
        return data;
    }

    /** Returns all tests. */
    public static Test suite() {
        return new TestSuite(GroupCenterConformanceTest.class);
    }
}

package weka.classifiers.functions;

import java.util.List;

/** A classifier that takes the group of an evaluation around it where its own options name none. */
public interface TakesGroups {

    /**
     * Lends the groups of an evaluation that this classifier is part of, and its copies with it.
     *
     * @param attributes the names of the attributes, the outermost first; none to take them back
     */
    void lendGroups(List<String> attributes);
}

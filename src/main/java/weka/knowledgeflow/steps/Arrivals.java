package weka.knowledgeflow.steps;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import weka.core.WekaException;
import weka.knowledgeflow.Data;
import weka.knowledgeflow.StepManager;

/** Collects, for a step that needs several classifiers at once, those of one training set. */
@NullMarked
final class Arrivals {
    private final Map<Integer, List<Data>> waiting = new HashMap<>();

    /**
     * Takes a classifier.
     *
     * @return all those of its training set in the order of their names, since they come in any; none as long as one is missing
     */
    List<Data> with(Data incoming, StepManager step) throws WekaException {
        int set = incoming.getPayloadElement(StepManager.CON_AUX_DATA_SET_NUM, 1);
        List<Data> arrived = waiting.computeIfAbsent(set, number -> new ArrayList<>());
        arrived.add(incoming);
        int missing = step.numIncomingConnectionsOfType(StepManager.CON_BATCH_CLASSIFIER) - arrived.size();
        if (missing > 0) {
            step.statusMessage("Waiting for " + missing + " more of the models");
            // Not busy: what is busy are the steps that fit them.
            step.interrupted();
            return List.of();
        }
        waiting.remove(set);
        return arrived.stream().sorted(Comparator.comparing(BatchModels::label)).toList();
    }
}

package org.multilevel.knime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.ConfigurableNodeFactory;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.port.PortObjectSpec;
import org.multilevel.knime.harness.NodeRun;
import org.multilevel.knime.harness.SavedParameters;
import org.multilevel.knime.harness.Tables;
import org.multilevel.knime.learner.MixedModelLearnerNodeFactory;
import org.multilevel.knime.port.MixedModelPortObject;
import org.multilevel.knime.port.MixedModelPortObjectSpec;

/** Every entry of the saved settings of every node is loaded or refused: KNIME 5.8 runs a new node's settings in place of others. */
class SavedEntriesTest {
    private static final BufferedDataTable OXBOYS = Tables.csv("Oxboys.csv");
    private static final MixedModelPortObjectSpec MODEL =
            Models.fit("height ~ age + (1 | Subject)", OXBOYS).getSpec();

    /** Entries that the first workflows do not have, by node. */
    private static final Set<String> YOUNGER_THAN_THEIR_NODE = Set.of(
            "MixedModelLearnerNodeFactory degreesOfFreedom",
            "MixedModelLearnerNodeFactory solver",
            "MixedModelLearnerNodeFactory anovaType",
            "MixedModelLearnerNodeFactory intervals",
            "MixedModelLearnerNodeFactory replicates",
            "MixedModelLearnerNodeFactory seed",
            "MixedModelLearnerNodeFactory bootstrapKind",
            "MixedModelLearnerNodeFactory columnsConfirmed",
            "MixedModelLearnerNodeFactory appendFitted",
            "MixedModelLearnerNodeFactory offset",
            "MixedModelLearnerNodeFactory references",
            "MixedModelLearnerNodeFactory slopesVary",
            "MixedModelLearnerNodeFactory residualStructure",
            "MixedModelLearnerNodeFactory residualSubject",
            "MixedModelLearnerNodeFactory residualTime",
            "MixedModelLearnerNodeFactory residualVariances",
            "MixedModelLearnerNodeFactory residualStrata",
            "GroupFoldAssignerNodeFactory columnsConfirmed",
            "GroupCenteringNodeFactory columnsConfirmed",
            "MixedModelMeansNodeFactory columnsConfirmed",
            "MixedModelPlotNodeFactory scale",
            "GeneralisedMixedModelLearnerNodeFactory anovaType",
            "GeneralisedMixedModelLearnerNodeFactory intervals",
            "GeneralisedMixedModelLearnerNodeFactory replicates",
            "GeneralisedMixedModelLearnerNodeFactory seed",
            "GeneralisedMixedModelLearnerNodeFactory bootstrapKind",
            "GeneralisedMixedModelLearnerNodeFactory appendFitted",
            "MixedModelPredictorNodeFactory aliasedAsZero",
            "MixedModelPredictorNodeFactory appendCarried",
            "MixedModelPredictorNodeFactory scale",
            "MixedModelPredictorNodeFactory appendConfidenceInterval",
            "MixedModelPredictorNodeFactory appendPredictionInterval",
            "MixedModelPredictorNodeFactory intervalLevel");

    private static final Pattern ENTRY = Pattern.compile("<entry key=\"([^\"]*)\" type=\"([^\"]*)\"[^>]*/>");
    private static final Pattern PART = Pattern.compile("<config key=\"([^\"]*)\"(/?)>");

    /** The settings of a node in a workflow. */
    record Saved(ConfigurableNodeFactory<?> factory, String xml) {
        NodeRun load(String changed) throws InvalidSettingsException {
            return NodeRun.of(factory).load(SavedParameters.ofXml(changed));
        }

        String refusal(String changed) throws InvalidSettingsException {
            NodeRun node = load(changed);
            return node.refusal(node.definition().types(true, inputs()).stream()
                    .map(type ->
                            type.getPortObjectClass() == MixedModelPortObject.class ? MODEL : OXBOYS.getDataTableSpec())
                    .toArray(PortObjectSpec[]::new));
        }

        private int inputs() {
            return NodeRun.of(factory).definition().types(true, 0).size();
        }

        @Override
        public String toString() {
            return factory.getClass().getSimpleName();
        }
    }

    /** Every node of the plug-in, as it is saved when it is new, and a learner with groupings and interactions. */
    static Stream<Saved> nodes() throws Exception {
        String plugin = Files.readString(Path.of("plugin.xml"), StandardCharsets.UTF_8);
        List<Saved> nodes = new ArrayList<>();
        for (String name : Pattern.compile("factory-class=\"([^\"]*)\"")
                .matcher(plugin)
                .results()
                .map(found -> found.group(1))
                .toList()) {
            Constructor<?> constructor = Class.forName(name).getConstructor();
            ConfigurableNodeFactory<?> factory = (ConfigurableNodeFactory<?>) constructor.newInstance();
            if (NodeRun.of(factory).definition().parametersClass().isPresent()) {
                nodes.add(new Saved(
                        factory, SavedParameters.xml(NodeRun.of(factory).save())));
            }
        }
        NodeSettingsRO columns = SavedParameters.ofXml(
                        StoredSettings.of(new MixedModelLearnerNodeFactory(), "/knime/learner/version-1-columns.xml")
                                .xml())
                .getNodeSettings("model");
        nodes.add(new Saved(new MixedModelLearnerNodeFactory(), SavedParameters.xml(columns)));
        return nodes.stream();
    }

    @ParameterizedTest
    @MethodSource("nodes")
    void anEntryOfAnotherKindIsRefused(Saved saved) throws Exception {
        for (var entry : ENTRY.matcher(saved.xml()).results().toList()) {
            String other = entry.group(2).equals("xint")
                    ? "<entry key=\"" + entry.group(1) + "\" type=\"xstring\" value=\"x\"/>"
                    : "<entry key=\"" + entry.group(1) + "\" type=\"xint\" value=\"7\"/>";
            String changed = saved.xml().substring(0, entry.start())
                    + other
                    + saved.xml().substring(entry.end());
            String refusal = saved.refusal(changed);
            assertTrue(
                    refusal.startsWith("The saved settings of this node "),
                    entry.group() + " is refused by " + refusal);
        }
    }

    @ParameterizedTest
    @MethodSource("nodes")
    void anAbsentEntryIsRefusedWhereTheFirstWorkflowsHaveIt(Saved saved) throws Exception {
        for (var entry : ENTRY.matcher(saved.xml()).results().toList()) {
            String changed =
                    saved.xml().substring(0, entry.start()) + saved.xml().substring(entry.end());
            if (YOUNGER_THAN_THEIR_NODE.contains(saved + " " + entry.group(1))) {
                assertEquals(
                        SavedParameters.xml(saved.load(saved.xml()).save()),
                        SavedParameters.xml(saved.load(changed).save()));
            } else {
                String refusal = saved.refusal(changed);
                assertTrue(
                        refusal.startsWith("The saved settings of this node "),
                        entry.group() + " is refused by " + refusal);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("nodes")
    void anAbsentGroupOfEntriesIsRefused(Saved saved) throws Exception {
        for (var part : PART.matcher(saved.xml()).results().toList()) {
            String changed = saved.xml().substring(0, part.start())
                    + "<config key=\"other\"" + part.group(2) + ">"
                    + saved.xml().substring(part.end());
            // The last of a numbered list is not missed where it has been renamed: KNIME counts the numbers.
            if (!part.group(1).matches("\\d+") && !YOUNGER_THAN_THEIR_NODE.contains(saved + " " + part.group(1))) {
                assertTrue(saved.refusal(changed).startsWith("The saved settings of this node lack "), part.group());
            }
        }
    }

    @Test
    void theSentenceNamesTheEntryAsTheDialogDoes() throws Exception {
        StoredSettings learner =
                StoredSettings.of(new MixedModelLearnerNodeFactory(), "/knime/learner/version-1-columns.xml");
        DataTableSpec table = Tables.csv("hsb.csv").getDataTableSpec();
        String remedy = ": open its dialog, set what you mean, and confirm it.";
        assertEquals(
                "The saved settings of this node lack \"Target (response)\"" + remedy,
                learner.without("response").refusal(table));
        assertEquals(
                "The saved settings of this node lack \"Correlated effects\" of \"Groupings\" 1" + remedy,
                learner.without("correlated").refusal(table));
        assertEquals(
                "The saved settings of this node have a choice in \"mode\" of \"Fixed effects\" that this version does not"
                        + " know: update the Multilevel extension or KNIME, or choose anew in the dialog.",
                learner.with("mode", "MAGIC").refusal(table));
    }

    @Test
    void aLaterVersionIsNamedBeforeWhatItDoesWithout() throws Exception {
        assertEquals(
                "The settings of this node are of version 2, but this extension knows version 1: update the Multilevel"
                        + " extension.",
                StoredSettings.of(new MixedModelLearnerNodeFactory(), "/knime/learner/version-1-columns.xml")
                        .with("settingsVersion_Internals", "2")
                        .without("method")
                        .refusal(Tables.csv("hsb.csv").getDataTableSpec()));
    }

    @Test
    void whatIsSetInTheDialogTakesThePlaceOfDamagedSettings() throws Exception {
        Saved learner = nodes().reduce((first, last) -> last).orElseThrow();
        NodeRun damaged = learner.load(learner.xml().replaceFirst("<entry key=\"method\"[^>]*/>", ""));
        String confirmed = SavedParameters.xml(damaged.save());
        assertEquals("No response is chosen: choose the numeric column to be explained.", learner.refusal(confirmed));
        assertEquals(
                0,
                Arrays.stream(confirmed.split("\n"))
                        .filter(line -> line.contains("refusal"))
                        .count());
    }
}

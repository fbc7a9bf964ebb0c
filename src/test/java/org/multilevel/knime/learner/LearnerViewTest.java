package org.multilevel.knime.learner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.knime.core.node.BufferedDataTable;
import org.multilevel.inference.Inference;
import org.multilevel.knime.harness.NodeRun;
import org.multilevel.knime.harness.Tables;
import org.multilevel.knime.port.MixedModelPortObject;
import org.multilevel.report.ReportDocument;
import org.multilevel.report.ReportPage;

class LearnerViewTest {
    @Test
    void thePageIsThatOfTheReport() {
        assertEquals(ReportPage.html(), Learners.node().view().page());
    }

    @Test
    void beforeTheNodeIsExecutedThereIsNothingToShow() {
        JsonNode data = Learners.node().view().initialData();
        assertTrue(data.isMissingNode() || data.asText("x").isEmpty(), data.toString());
    }

    @Test
    void thePageGetsTheReportOnTheModelWithTheLevelThatWasAskedFor() throws Exception {
        MixedModelLearnerParameters parameters =
                Learners.columns("Reaction", List.of("Days"), Learners.by("Subject", "Days"));
        parameters.confidenceLevel = 0.8;
        NodeRun node = Learners.node(parameters);
        MixedModelPortObject port = (MixedModelPortObject)
                node.execute(Tables.csv("sleepstudy.csv")).outputs().get(0);
        assertEquals(
                new ObjectMapper()
                        .readTree(ReportDocument.of(
                                        port.model(), Inference.standard().withLevel(0.8))
                                .json()),
                node.view().initialData());
    }

    @Test
    void namesOfAnyKindReachThePageAsTheyAre() throws Exception {
        String hostile = "</script><script>alert('\"1\\')</script>\u2028${x}";
        Tables.Builder table = Tables.builder().texts(hostile).numbers("y <b>");
        for (int i = 0; i < 40; i++) {
            table.row(hostile + i % 4, i % 4 + Math.sin(i));
        }
        BufferedDataTable data = table.build();
        NodeRun node = Learners.node(Learners.columns("y <b>", List.of(), Learners.by(hostile)));
        node.execute(data);
        JsonNode document = node.view().initialData();
        assertEquals("y <b>", document.at("/model/response").asText());
        assertTrue(document.findValuesAsText("formula").get(0).contains(hostile.substring(0, 20)), document.toString());
    }
}

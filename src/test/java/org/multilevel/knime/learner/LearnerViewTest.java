package org.multilevel.knime.learner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.knime.core.data.DataRow;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.port.PortObject;
import org.multilevel.inference.Inference;
import org.multilevel.knime.harness.Executed;
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
        ObjectNode expected = (ObjectNode) new ObjectMapper()
                .readTree(ReportDocument.of(port.model(), Inference.standard().withLevel(0.8))
                        .json());
        ObjectNode shown = node.view().initialData().deepCopy();
        expected.remove("answers");
        assertEquals(List.of("anova"), names(shown.remove("answers")));
        List<String> ofModel = titles(expected.remove("pictures"));
        List<String> all = titles(shown.remove("pictures"));
        assertEquals(expected, shown);
        assertEquals(ofModel, all.subList(all.size() - ofModel.size(), all.size()));
    }

    private static List<String> names(JsonNode answers) {
        List<String> names = new ArrayList<>();
        answers.forEach(answer -> names.add(answer.get("name").asText()));
        return names;
    }

    @Test
    void theViewHasTheTablesOfWhatWasAsked() throws Exception {
        MixedModelLearnerParameters parameters =
                Learners.columns("Reaction", List.of("Days"), Learners.by("Subject", "Days"));
        parameters.intervals = MixedModelLearnerParameters.Intervals.PROFILE;
        NodeRun node = Learners.node(parameters);
        Executed executed = node.execute(Tables.csv("sleepstudy.csv"));
        JsonNode answers = node.view().initialData().get("answers");
        assertEquals(List.of("anova", "intervals"), names(answers));
        double[] lower = Tables.numbers(executed.table(6), "lower");
        JsonNode shown = answers.at("/1/table/columns/2");
        assertEquals("lower", shown.get("name").asText());
        for (int i = 0; i < lower.length; i++) {
            assertEquals(lower[i], shown.get("values").get(i).asDouble());
        }
    }

    private static List<String> titles(JsonNode pictures) {
        List<String> titles = new ArrayList<>();
        pictures.forEach(picture -> titles.add(picture.get("title").asText()));
        return titles;
    }

    @Test
    void theViewHasThePicturesOfRowsThatTheReportHas() throws Exception {
        NodeRun node = Learners.node(Learners.columns("Reaction", List.of("Days"), Learners.by("Subject", "Days")));
        Executed executed = node.execute(Tables.csv("sleepstudy.csv"));
        JsonNode pictures = node.view().initialData().get("pictures");
        assertEquals(
                List.of(
                        "Reaction over Days, by Subject",
                        "Reaction over Days, by Subject: own lines and those of the model",
                        "Reaction over Days, by Subject: own lines",
                        "Reaction over Days: total, between and within Subject",
                        "Reaction, by Subject",
                        "Shrinkage of Subject towards the population",
                        "Residuals and fitted values of Reaction",
                        "Normal quantiles of the residuals of Reaction",
                        "Residuals of Reaction, by Subject",
                        "Likelihood profile of sd:Subject:(Intercept)"),
                titles(pictures).subList(0, 10));
        assertEquals(180, pictures.at("/0/marks/0/x").size(), "rows");
        BufferedDataTable kept = (BufferedDataTable) executed.internal().get(1);
        for (DataRow row : kept) {
            String part = ((StringCell) row.getCell(1)).getStringValue();
            assertTrue(part.length() <= 16_000 && part.chars().allMatch(c -> c < 128), "short enough for every format");
        }
    }

    @Test
    void aNodeOfAnEarlyVersionHasThePicturesOfTheModelAlone() {
        assertEquals(List.of(), KeptTexts.kept(new PortObject[1], 1));
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

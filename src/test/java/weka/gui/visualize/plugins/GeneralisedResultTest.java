package weka.gui.visualize.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.swing.JMenuItem;
import javax.swing.JPopupMenu;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.multilevel.chart.description.ChartDescription;
import org.multilevel.chart.picture.PictureKind;
import org.multilevel.chart.picture.PictureRequest;
import org.multilevel.chart.picture.Pictures;
import org.multilevel.data.Progress;
import org.multilevel.error.ChartException;
import weka.classifiers.functions.GeneralizedLinearMixedModel;
import weka.core.Instances;
import weka.core.converters.CSVLoader;
import weka.gui.ResultHistoryPanel;
import weka.gui.explorer.ClassifierPanel;

/** What the menu of the Explorer's result list shows of a model for two labels; no window is needed for that. */
class GeneralisedResultTest {
    private static Instances women;
    private static GeneralizedLinearMixedModel classifier;

    @TempDir
    private Path folder;

    @BeforeAll
    static void fit() throws Exception {
        CSVLoader loader = new CSVLoader();
        loader.setSource(Path.of("workflows", "data", "contraception.csv").toFile());
        women = loader.getDataSet();
        women.setClass(women.attribute("use"));
        classifier = new GeneralizedLinearMixedModel();
        classifier.setOptions(new String[] {"-formula", "age + urban", "-group", "district"});
        classifier.buildClassifier(women);
    }

    @SuppressWarnings("JdkObsolete") // as Weka's result list has it
    private static SelectedResult selected(Instances open) {
        ClassifierPanel panel = new ClassifierPanel();
        panel.setInstances(open);
        ResultHistoryPanel results = panel.getResultHistory();
        results.addResult("women", new StringBuffer("women"));
        results.addObject("women", new ArrayList<>(List.of(classifier)));
        results.getList().setSelectedIndex(0);
        JPopupMenu menu = new JPopupMenu();
        menu.setInvoker(results.getList());
        return SelectedResult.of(menu.add(new JMenuItem("entry")));
    }

    @Test
    void theEntryStandsInTheMenuOfTwoLabelsAndNotOfMore() {
        assertTrue(new MixedModelCharts().getVisualizeMenuItem(null, women.attribute("use")) != null);
        assertTrue(new MixedModelCharts().getVisualizeMenuItem(null, women.attribute("livch")) == null);
    }

    @Test
    void picturesOfRowsAreThoseOfTheDataThatAreOpen() {
        SelectedResult result = selected(women);
        assertEquals("women", result.name());
        ChartDescription chart = Pictures.of(result.model())
                .describe(PictureRequest.of(PictureKind.CALIBRATION), result.rows(), Progress.NONE);
        assertEquals("Calibration: Share of use = Y, observed and predicted", chart.title());
    }

    @Test
    void otherRowsAreRefusedInASentence() {
        SelectedResult result = selected(new Instances(women, 0, 100));
        String sentence = assertThrows(
                        ChartException.class,
                        () -> Pictures.of(result.model())
                                .describe(PictureRequest.of(PictureKind.CALIBRATION), result.rows(), Progress.NONE))
                .getMessage();
        assertTrue(sentence.startsWith("The model was fitted to 1,934 rows, but the table has 100 "), sentence);
    }

    @Test
    void theReportTellsTheOddsAndHasThePicturesOfRows() throws Exception {
        SelectedResult result = selected(women);
        Path file = folder.resolve("report.html");
        assertEquals("", MixedModelReport.write(result.model(), result.answers(), result.rows(), file));
        String page = Files.readString(file);
        assertTrue(page.contains("the odds of use = Y"));
        assertTrue(page.contains("Calibration: Share of use = Y, observed and predicted"));
    }
}

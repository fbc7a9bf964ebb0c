package org.multilevel.knime.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.knime.core.data.image.png.PNGImageContent;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.port.StandInPorts;
import org.knime.core.node.port.image.ImagePortObject;
import org.knime.node.parameters.widget.message.TextMessage.Message;
import org.knime.node.parameters.widget.message.TextMessage.MessageType;
import org.multilevel.chart.drawing.Chart;
import org.multilevel.chart.drawing.Theme;
import org.multilevel.chart.picture.NamedModel;
import org.multilevel.chart.picture.PictureKind;
import org.multilevel.chart.picture.PictureRequest;
import org.multilevel.chart.picture.Pictures;
import org.multilevel.data.Progress;
import org.multilevel.inference.Inference;
import org.multilevel.knime.ModelTable;
import org.multilevel.knime.Models;
import org.multilevel.knime.harness.Dialog;
import org.multilevel.knime.harness.NodeRun;
import org.multilevel.knime.harness.ParametersCheck;
import org.multilevel.knime.harness.Tables;
import org.multilevel.knime.port.MixedModelPortObject;

class MixedModelPlotTest {
    private static final BufferedDataTable BOYS = Tables.csv("Oxboys.csv", "Subject");
    private static final MixedModelPortObject MODEL = Models.fit("height ~ age + (1 + age | Subject)", BOYS);

    private static MixedModelPlotParameters parameters(MixedModelPlotParameters.Shown shown) {
        MixedModelPlotParameters parameters = new MixedModelPlotParameters();
        parameters.shown = shown;
        parameters.width = 300;
        parameters.height = 200;
        return parameters;
    }

    private static NodeRun node(MixedModelPlotParameters parameters) {
        return NodeRun.of(new MixedModelPlotNodeFactory()).with(parameters);
    }

    private static BufferedImage image(MixedModelPlotParameters parameters) throws Exception {
        ImagePortObject port = (ImagePortObject)
                node(parameters).execute(MODEL, BOYS).outputs().get(0);
        assertEquals(PNGImageContent.TYPE, port.getSpec().getDataType());
        return read(port);
    }

    /** The port says its content only to whom it saves it. */
    private static BufferedImage read(ImagePortObject port) throws IOException, CanceledExecutionException {
        byte[] saved = StandInPorts.saved(new ImagePortObject.Serializer(), port);
        ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(saved));
        for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
            if (entry.getName().equals(PNGImageContent.class.getName())) {
                return ImageIO.read(new ByteArrayInputStream(in.readAllBytes()));
            }
        }
        throw new AssertionError("no image at the port");
    }

    @ParameterizedTest
    @EnumSource
    void everyKindIsAnImage(MixedModelPlotParameters.Shown shown) throws Exception {
        BufferedImage image = image(parameters(shown));
        assertEquals(600, image.getWidth());
        assertEquals(400, image.getHeight());
    }

    @Test
    void kindsAreThoseOfAllHosts() {
        assertEquals(
                Stream.of(PictureKind.values()).map(Enum::name).toList(),
                Stream.of(MixedModelPlotParameters.Shown.values())
                        .map(Enum::name)
                        .toList());
    }

    @Test
    void pageIsDarkWhereItIsAskedFor() throws Exception {
        MixedModelPlotParameters parameters = parameters(MixedModelPlotParameters.Shown.LINES);
        parameters.page = MixedModelPlotParameters.Page.DARK;
        assertEquals(0x14191E, image(parameters).getRGB(1, 1) & 0xFFFFFF);
    }

    @Test
    void highlightedGroupsChangeThePicture() throws Exception {
        MixedModelPlotParameters plain = parameters(MixedModelPlotParameters.Shown.LINES);
        MixedModelPlotParameters strong = parameters(MixedModelPlotParameters.Shown.LINES);
        strong.highlight = "10, 4";
        assertFalse(pixels(image(plain)).equals(pixels(image(strong))));
    }

    private static List<Integer> pixels(BufferedImage image) {
        return Arrays.stream(image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
                .boxed()
                .toList();
    }

    @Test
    void whatTheDialogHidesIsNotHeard() throws Exception {
        MixedModelPlotParameters parameters = parameters(MixedModelPlotParameters.Shown.FIXED);
        parameters.highlight = "no boy";
        parameters.over = "nothing";
        assertEquals(600, image(parameters).getWidth());
    }

    @Test
    void groupThatTheModelDoesNotHaveIsRefusedBeforeTheRowsAreRead() {
        MixedModelPlotParameters parameters = parameters(MixedModelPlotParameters.Shown.BOXES);
        parameters.group = "boy";
        assertEquals(
                "The model has no grouping factor \"boy\"; it has Subject: choose one of them.",
                node(parameters).refusal(MODEL.getSpec(), BOYS.getDataTableSpec()));
    }

    @Test
    void sizeThatNoPictureHasIsRefused() {
        MixedModelPlotParameters parameters = parameters(MixedModelPlotParameters.Shown.BOXES);
        parameters.width = 20;
        assertEquals(
                "Width is 20; type a whole number from 100 to 10000.",
                node(parameters).refusal(MODEL.getSpec(), BOYS.getDataTableSpec()));
    }

    @Test
    void parametersAreAsKnimeWantsThem() {
        assertEquals(
                List.of(),
                ParametersCheck.problems(new MixedModelPlotNodeFactory(), MODEL.getSpec(), BOYS.getDataTableSpec()));
    }

    @Test
    void dialogOffersWhatTheModelHas() {
        Dialog dialog =
                node(parameters(MixedModelPlotParameters.Shown.LINES)).dialog(MODEL.getSpec(), BOYS.getDataTableSpec());
        assertEquals(List.of(" ", "Subject"), dialog.choices("group"));
        assertEquals(List.of(" ", "Subject", "age"), dialog.choices("over"));
        assertEquals(List.of(" ", "Subject", "age"), dialog.choices("by"));
    }

    @Test
    void dialogOffersTheTermsOfTheFittedModel() {
        MixedModelPlotParameters parameters = parameters(MixedModelPlotParameters.Shown.EFFECTS);
        assertEquals(
                List.of(" ", "(Intercept)", "age"),
                node(parameters).dialogAfter(MODEL, BOYS).choices("term"));
        parameters.group = "boy";
        assertEquals(List.of(" "), node(parameters).dialogAfter(MODEL, BOYS).choices("term"));
    }

    @Test
    void dialogOffersTheParametersOfTheFittedModelForItsProfile() {
        assertEquals(
                List.of(" ", "(Intercept)", "age", "sd:Subject:(Intercept)", "sd:Subject:age"),
                node(parameters(MixedModelPlotParameters.Shown.PROFILE))
                        .dialogAfter(MODEL, BOYS)
                        .choices("term")
                        .stream()
                        .limit(5)
                        .toList());
    }

    @Test
    void dialogKnowsNoTermsBeforeTheLearnerWasExecuted() {
        assertEquals(
                List.of(" "),
                node(parameters(MixedModelPlotParameters.Shown.EFFECTS))
                        .dialog(MODEL.getSpec(), BOYS.getDataTableSpec())
                        .choices("term"));
    }

    @Test
    void dialogNamesGroupsToHighlight() {
        MixedModelPlotParameters parameters = parameters(MixedModelPlotParameters.Shown.LINES);
        assertEquals(
                Optional.of(new Message(
                        "Groups of Subject", "1, 10, 11, 12, 13, 14, 15, 16, 17, 18 and 16 more.", MessageType.INFO)),
                node(parameters).dialogAfter(MODEL, BOYS).message("highlightMessage"));
        parameters.highlight = "10, Tom, 4, Kim";
        assertEquals(
                Optional.of(new Message(
                        "No such group of Subject",
                        "\"Tom\", \"Kim\"; there are 1, 10, 11, 12, 13, 14, 15, 16, 17, 18 and 16 more.",
                        MessageType.WARNING)),
                node(parameters).dialogAfter(MODEL, BOYS).message("highlightMessage"));
        assertEquals(
                Optional.empty(),
                node(parameters)
                        .dialog(MODEL.getSpec(), BOYS.getDataTableSpec())
                        .message("highlightMessage"));
    }

    @Test
    void labelThatDoesNotExistIsRefusedWhenItIsDrawn() throws Exception {
        MixedModelPlotParameters parameters = parameters(MixedModelPlotParameters.Shown.BOXES);
        parameters.highlight = "Tom";
        String sentence = node(parameters).failure(MODEL, BOYS).sentence();
        assertTrue(sentence.startsWith("\"Tom\" is no level of Subject"), sentence);
    }

    @Test
    void otherRowsAreRefused() throws Exception {
        BufferedDataTable fewer = Tables.generated(
                BOYS.getDataTableSpec(), 50, row -> Tables.rows(BOYS).get((int) row));
        String sentence = node(parameters(MixedModelPlotParameters.Shown.LINES))
                .failure(MODEL, fewer)
                .sentence();
        assertTrue(sentence.startsWith("The model was fitted to 234 rows, but the table has 50"), sentence);
    }

    private static final MixedModelPortObject LINE = Models.fit("height ~ age", BOYS);

    @Test
    void severalModelsAreInOnePicture() throws Exception {
        MixedModelPlotParameters parameters = parameters(MixedModelPlotParameters.Shown.POINTS);
        MixedModelPortObject curve = Models.fit("height ~ age + I(age^2) + (1 | Subject)", BOYS);
        BufferedImage drawn = read((ImagePortObject)
                node(parameters).execute(LINE, BOYS, MODEL, curve).outputs().get(0));
        Pictures pictures = Pictures.of(LINE.model()).withInference(Inference.standard());
        PictureRequest request = PictureRequest.of(PictureKind.POINTS)
                .withModel(NamedModel.of(MODEL.model()))
                .withModel(NamedModel.of(curve.model()));
        byte[] expected = Chart.of(
                        pictures.describe(request, () -> ModelTable.of(MODEL.model(), BOYS), Progress.NONE),
                        Theme.LIGHT)
                .png(300, 200);
        assertEquals(pixels(ImageIO.read(new ByteArrayInputStream(expected))), pixels(drawn));
    }

    @Test
    void otherModelMayReadColumnsOfWhichTheFirstKnowsNothing() throws Exception {
        MixedModelPlotParameters parameters = parameters(MixedModelPlotParameters.Shown.POINTS);
        assertFalse(pixels(image(parameters)).equals(pixels(read((ImagePortObject) node(parameters)
                .execute(LINE, BOYS, Models.fit("height ~ age + Occasion + (1 | Subject)", BOYS))
                .outputs()
                .get(0)))));
    }

    @Test
    void pictureOfOneModelRefusesASecond() {
        assertEquals(
                "The picture \"Group effects\" shows one model, but 2 are connected: connect one, or choose a picture of several:"
                        + " Rows with one line, Fixed effects with intervals, Standardised fixed effects, Expected response with"
                        + " intervals, Shares of variance.",
                node(parameters(MixedModelPlotParameters.Shown.EFFECTS))
                        .refusal(MODEL.getSpec(), BOYS.getDataTableSpec(), LINE.getSpec()));
    }

    @Test
    void otherModelOfAnotherTableIsRefusedBeforeTheRowsAreRead() {
        MixedModelPortObject other = Models.fit("mathach ~ ses + (1 | school)", Tables.csv("hsb.csv", "school"));
        assertEquals(
                "The table has no column \"mathach\", which the model reads: connect the table that the model was fitted to.",
                node(parameters(MixedModelPlotParameters.Shown.POINTS))
                        .refusal(MODEL.getSpec(), BOYS.getDataTableSpec(), other.getSpec()));
    }
}

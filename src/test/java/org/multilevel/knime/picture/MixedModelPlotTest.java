package org.multilevel.knime.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
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
import org.multilevel.chart.picture.PictureKind;
import org.multilevel.knime.Models;
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
        assertEquals(List.of("Subject"), new ModelChoices.Factors().names(MODEL.getSpec()));
        assertEquals(
                List.of("age", "Subject"),
                new ModelChoices.Colours()
                        .names(MODEL.getSpec()).stream()
                                .sorted(Comparator.reverseOrder())
                                .toList());
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
}

package org.multilevel.knime.picture;

import java.util.Arrays;
import java.util.List;
import org.knime.core.data.image.png.PNGImageContent;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.port.image.ImagePortObject;
import org.knime.core.node.port.image.ImagePortObjectSpec;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.multilevel.chart.description.ChartDescription;
import org.multilevel.chart.drawing.Chart;
import org.multilevel.chart.drawing.Theme;
import org.multilevel.chart.picture.NamedModel;
import org.multilevel.chart.picture.PictureRequest;
import org.multilevel.chart.picture.Pictures;
import org.multilevel.knime.ExecutionProgress;
import org.multilevel.knime.Keywords;
import org.multilevel.knime.ModelTable;
import org.multilevel.knime.Sentences;
import org.multilevel.knime.port.MixedModelPortObject;
import org.multilevel.knime.port.MixedModelPortObjectSpec;
import org.multilevel.model.MixedModel;

/** Defines the node that draws a picture of a model as an image. */
public final class MixedModelPlotNodeFactory extends DefaultNodeFactory {
    private static final String DESCRIPTION = """
            <p>Draws a picture of a mixed model, linear or generalised: effects of groups, lines of groups by themselves and as the model has them, total, \
            between and within lines, means of groups, box plots, shrinkage, fixed effects, expected responses, residuals, likelihood \
            profiles and shares of variance. Those of a generalised model show probabilities or means, ratios of odds or means, and how well what \
            was observed goes with what is predicted; pictures that mean nothing for it say which one to look at instead.</p>
            <p>Groups can be highlighted, and a second predictor told by colours, which colour-blind readers tell apart. Of very many rows or \
            groups a part is shown, the same part every time, and the picture says so. The image is PNG, for image viewers, reports and \
            files.</p>
            <p>Rows with one line, fixed effects, expected responses and shares of variance can show several models of one response, \
            each in its colour: add a port for each with the three dots of the node.</p>
            """;

    private static final DefaultNode NODE = DefaultNode.create()
            .name("Mixed Model Plot")
            .icon("plot.png")
            .shortDescription("Draws a picture of a linear or generalised mixed model.")
            .fullDescription(DESCRIPTION)
            .sinceVersion(5, 8, 0)
            .dynamicPorts(ports -> ports.addInputPortGroup(
                            "Model",
                            group -> group.name("Model")
                                    .description("The model of a learner of mixed models.")
                                    .fixed(MixedModelPortObject.TYPE))
                    .addInputPortGroup(
                            "Data",
                            group -> group.name("Data")
                                    .description("The table that the model was fitted to, unchanged.")
                                    .fixed(BufferedDataTable.TYPE))
                    .addInputPortGroup(
                            "Other models",
                            group -> group.name("Other models")
                                    .description("Further models of the same response, in the same picture.")
                                    .extendable()
                                    .supportedTypes(MixedModelPortObject.TYPE))
                    .addOutputPortGroup(
                            "Picture",
                            group -> group.name("Picture")
                                    .description("The picture as a PNG image.")
                                    .fixed(ImagePortObject.TYPE)))
            .model(model -> model.parametersClass(MixedModelPlotParameters.class)
                    .configure(MixedModelPlotNodeFactory::configure)
                    .execute(MixedModelPlotNodeFactory::execute))
            .nodeType(NodeType.Visualizer)
            .keywords(Keywords.with(
                    "plot",
                    "chart",
                    "caterpillar",
                    "residuals",
                    "shrinkage",
                    "partial pooling",
                    "calibration",
                    "image"));

    /** Creates the factory. */
    public MixedModelPlotNodeFactory() {
        super(NODE);
    }

    private static ImagePortObjectSpec spec() {
        return new ImagePortObjectSpec(PNGImageContent.TYPE);
    }

    private static void configure(ConfigureInput input, ConfigureOutput output) throws InvalidSettingsException {
        MixedModelPlotParameters parameters = input.getParameters();
        MixedModelPortObjectSpec model = input.getInPortSpec(0);
        Sentences.configuring(() -> {
            parameters.check();
            parameters.checkGroup(model.groupingFactors());
            ModelTable.check(model, input.getInTableSpec(1));
            List<MixedModelPortObjectSpec> others = others(input.getInPortSpecs(), MixedModelPortObjectSpec.class);
            parameters.checkModels(1 + others.size());
            if (parameters.needsRows()) {
                others.forEach(other -> ModelTable.check(other, input.getInTableSpec(1)));
            }
            return List.of();
        });
        output.setOutSpec(0, spec());
    }

    private static void execute(ExecuteInput input, ExecuteOutput output)
            throws KNIMEException, CanceledExecutionException {
        MixedModelPlotParameters parameters = input.getParameters();
        byte[] image = Sentences.executing(() -> {
            parameters.check();
            MixedModelPortObject port = input.getInPortObject(0);
            List<MixedModel> others = others(input.getInPortObjects(), MixedModelPortObject.class).stream()
                    .map(MixedModelPortObject::model)
                    .toList();
            parameters.checkModels(1 + others.size());
            Pictures pictures =
                    Pictures.of(port.model()).withInference(port.getSpec().inference());
            PictureRequest request = parameters.request(pictures);
            for (MixedModel other : others) {
                request = request.withModel(NamedModel.of(other));
            }
            ExecutionProgress progress = ExecutionProgress.ofPasses(input.getExecutionContext());
            ChartDescription chart = pictures.describe(
                    request, () -> ModelTable.of(port.model(), others, input.getInTable(1)), progress);
            Theme theme = parameters.page == MixedModelPlotParameters.Page.DARK ? Theme.DARK : Theme.LIGHT;
            return Chart.of(chart, theme).png(parameters.width, parameters.height);
        });
        output.setOutData(0, new ImagePortObject(new PNGImageContent(image), spec()));
    }

    /** Returns what stands at the ports after those of the model and its table. */
    private static <T> List<T> others(Object[] ports, Class<T> kind) {
        return Arrays.stream(ports).skip(2).map(kind::cast).toList();
    }
}

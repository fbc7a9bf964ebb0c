package org.multilevel.knime.picture;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.updates.StateProvider;
import org.knime.node.parameters.widget.message.TextMessage;
import org.knime.node.parameters.widget.message.TextMessage.MessageType;
import org.multilevel.chart.picture.Pictures;
import org.multilevel.error.Labels;
import org.multilevel.knime.SavedSettings;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.MixedModel;

/** Says in the open dialog which groups there are to highlight, and which of those that are typed there are not. */
final class HighlightMessage implements StateProvider<Optional<TextMessage.Message>> {
    private static final int NAMED = 10;

    private Supplier<String> group = () -> "";
    private Supplier<String> highlight = () -> "";

    @Override
    public void init(StateProviderInitializer initializer) {
        initializer.computeBeforeOpenDialog();
        group = initializer.computeFromValueSupplier(MixedModelPlotParameters.GroupReference.class);
        highlight = initializer.computeFromValueSupplier(MixedModelPlotParameters.HighlightReference.class);
    }

    @Override
    public Optional<TextMessage.Message> computeState(NodeParametersInput context) {
        return PictureChoices.model(context).flatMap(this::said);
    }

    private Optional<TextMessage.Message> said(MixedModel model) {
        List<String> names =
                model.groupingFactors().stream().map(GroupingFactor::name).toList();
        return model.groupingFactor(PictureChoices.factor(group.get(), names)).map(factor -> {
            List<String> unknown =
                    Pictures.of(model).labels(List.of(SavedSettings.text(highlight.get())), factor.name()).stream()
                            .filter(label -> factor.indexOf(label) < 0)
                            .toList();
            return unknown.isEmpty()
                    ? new TextMessage.Message("Groups of " + factor.name(), groups(factor), MessageType.INFO)
                    : new TextMessage.Message(
                            "No such group of " + factor.name(),
                            unknown.stream().map(Labels::quoted).collect(Collectors.joining(", ")) + "; there are "
                                    + groups(factor),
                            MessageType.WARNING);
        });
    }

    private static String groups(GroupingFactor factor) {
        int count = factor.levels().size();
        return String.join(", ", factor.levels().subList(0, Math.min(NAMED, count)))
                + (count > NAMED ? " and " + (count - NAMED) + " more." : ".");
    }
}

package org.multilevel.knime.comparison;

import java.util.ArrayList;
import java.util.List;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.migration.Migration;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.persistence.Persistor;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.RadioButtonsWidget;
import org.multilevel.formula.Formula;
import org.multilevel.inference.comparison.ModelComparison;
import org.multilevel.inference.comparison.PlannedModel;
import org.multilevel.knime.CheckedParameters;
import org.multilevel.knime.LoadedOrRefused;
import org.multilevel.knime.SavedChoice;
import org.multilevel.knime.SavedSettings;
import org.multilevel.knime.UnknownChoices;
import org.multilevel.knime.port.MixedModelPortObjectSpec;
import org.multilevel.knime.port.ResponseFamily;
import org.multilevel.model.MixedModel;

/** The settings of the comparison and its dialog; their names are saved in workflows. */
@Migration(MixedModelComparisonParameters.SavedOrRefused.class)
final class MixedModelComparisonParameters extends CheckedParameters {
    /** Loads saved settings, or has them refused. */
    static final class SavedOrRefused extends LoadedOrRefused<MixedModelComparisonParameters> {
        SavedOrRefused() {
            super(MixedModelComparisonParameters.class, MixedModelComparisonParameters::new);
        }
    }

    /** The ways to call the models. */
    enum ModelNames {
        @Label(
                value = "Model 1, Model 2, ...",
                description = "Each model is called after its input port, from top to bottom.")
        PORTS,
        @Label(value = "Formula", description = "Each model is called by its formula.")
        FORMULAS
    }

    /** Saves the choice of {@link #modelNames}. */
    static final class SavedModelNames extends SavedChoice<ModelNames> {
        SavedModelNames() {
            super("modelNames", "Model names", ModelNames.class);
        }
    }

    /** Keeps the choices that only another version knows. */
    static final class Unknown extends UnknownChoices {
        Unknown() {
            super(new SavedModelNames());
        }
    }

    @Widget(
            title = "Model names",
            description =
                    "What the column <i>model</i> of the output shows. The formulas are in a column of their own, too.")
    @RadioButtonsWidget
    @Persistor(SavedModelNames.class)
    ModelNames modelNames = ModelNames.PORTS;

    @Persistor(Unknown.class)
    String[] unknownChoices = {};

    @Persist(configKey = "settingsVersion", hidden = true)
    int settingsVersion = SavedSettings.VERSION;

    /**
     * Refuses settings that only another version understands.
     *
     * @throws InvalidSettingsException with a sentence that names the setting
     */
    void check() throws InvalidSettingsException {
        checkLoaded();
        SavedSettings.checkVersion(settingsVersion);
        new Unknown().check(unknownChoices, modelNames);
    }

    /**
     * Compares models under the names that were chosen.
     *
     * @param models in the order of the ports
     * @throws org.multilevel.error.ModelException if they cannot be compared
     */
    ModelComparison compare(List<MixedModel> models) {
        return switch (modelNames) {
            case FORMULAS -> ModelComparison.of(models);
            case PORTS -> ModelComparison.of(portNames(models.size()), models);
        };
    }

    /**
     * Returns what is known of the models before they are fitted, under the names that were chosen.
     *
     * @param specs in the order of the ports
     */
    List<PlannedModel> planned(List<MixedModelPortObjectSpec> specs) {
        List<String> names = switch (modelNames) {
            case FORMULAS ->
                specs.stream().map(MixedModelPortObjectSpec::formula).toList();
            case PORTS -> portNames(specs.size());
        };
        List<PlannedModel> models = new ArrayList<>();
        for (int port = 0; port < specs.size(); port++) {
            MixedModelPortObjectSpec spec = specs.get(port);
            models.add(new PlannedModel(
                    names.get(port),
                    spec.response(),
                    Formula.parse(spec.formula()),
                    spec.method(),
                    spec.family().map(ResponseFamily::distribution)));
        }
        return models;
    }

    private static List<String> portNames(int count) {
        List<String> names = new ArrayList<>();
        for (int port = 1; port <= count; port++) {
            names.add("Model " + port);
        }
        return names;
    }
}

package org.multilevel.knime.bootstrap;

import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.migration.Migration;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.persistence.Persistor;
import org.knime.node.parameters.widget.choices.RadioButtonsWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveDoubleValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.multilevel.knime.BelowOne;
import org.multilevel.knime.BootstrapKind;
import org.multilevel.knime.CheckedParameters;
import org.multilevel.knime.LoadedOrRefused;
import org.multilevel.knime.SavedChoice;
import org.multilevel.knime.SavedSettings;
import org.multilevel.knime.UnknownChoices;
import org.multilevel.result.OptionWords;

/** The settings of the bootstrap node and its dialog; their names are saved in workflows. */
@Migration(MixedModelBootstrapParameters.SavedOrRefused.class)
final class MixedModelBootstrapParameters extends CheckedParameters {
    /** Loads saved settings, or has them refused. */
    static final class SavedOrRefused extends LoadedOrRefused<MixedModelBootstrapParameters> {
        SavedOrRefused() {
            super(MixedModelBootstrapParameters.class, MixedModelBootstrapParameters::new);
        }
    }

    /** Saves the choice of {@link #kind}. */
    static final class SavedKind extends SavedChoice<BootstrapKind> {
        SavedKind() {
            super("kind", "Intervals", BootstrapKind.class);
        }
    }

    /** Keeps the choices that only another version knows. */
    static final class Unknown extends UnknownChoices {
        Unknown() {
            super(new SavedKind());
        }
    }

    @Widget(title = "Replicates", description = OptionWords.REPLICATES)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    int replicates = 1000;

    @Widget(title = "Random seed", description = OptionWords.SEED)
    long seed = 1;

    @Widget(title = "Intervals", description = OptionWords.BOOTSTRAP_KIND)
    @RadioButtonsWidget
    @Persistor(SavedKind.class)
    BootstrapKind kind = BootstrapKind.PERCENTILE;

    @Widget(title = "Level of intervals", description = OptionWords.LEVEL)
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class, maxValidation = BelowOne.class)
    double level = 0.95;

    @Persistor(Unknown.class)
    String[] unknownChoices = {};

    @Persist(configKey = "settingsVersion", hidden = true)
    int settingsVersion = SavedSettings.VERSION;

    /**
     * Refuses settings that only another version understands, and those that mean nothing.
     *
     * @throws InvalidSettingsException with a sentence that names the setting
     */
    void check() throws InvalidSettingsException {
        checkLoaded();
        SavedSettings.checkVersion(settingsVersion);
        new Unknown().check(unknownChoices, kind);
        SavedSettings.checkReplicates(replicates);
        SavedSettings.checkLevel(level);
    }
}

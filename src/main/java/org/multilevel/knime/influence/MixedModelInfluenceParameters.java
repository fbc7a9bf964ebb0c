package org.multilevel.knime.influence;

import java.util.List;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.migration.Migration;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.updates.ValueProvider;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.multilevel.knime.CheckedParameters;
import org.multilevel.knime.LoadedOrRefused;
import org.multilevel.knime.ModelChoices;
import org.multilevel.knime.SavedSettings;

/** The settings of the influence node and its dialog; their names are saved in workflows. */
@Migration(MixedModelInfluenceParameters.SavedOrRefused.class)
final class MixedModelInfluenceParameters extends CheckedParameters {
    /** Loads saved settings, or has them refused. */
    static final class SavedOrRefused extends LoadedOrRefused<MixedModelInfluenceParameters> {
        SavedOrRefused() {
            super(MixedModelInfluenceParameters.class, MixedModelInfluenceParameters::new);
        }
    }

    /** Refers to {@link #group}. */
    static final class GroupReference implements ParameterReference<String> {}

    /** Shows that nothing is chosen. */
    static final class UsualGroup extends ModelChoices.Usual {
        UsualGroup() {
            super(GroupReference.class);
        }
    }

    @Widget(
            title = "Grouping factor",
            description =
                    "The factor whose levels are left out one by one, such as <i>school</i>, <i>class:school</i> for classes nested in"
                            + " schools, or the subject of residuals that go together; by default the first of the model's"
                            + " formula, or that subject where it has none.")
    @ChoicesProvider(ModelChoices.FactorsToLeaveOut.class)
    @ValueReference(GroupReference.class)
    @ValueProvider(UsualGroup.class)
    String group = "";

    @Persist(configKey = "settingsVersion", hidden = true)
    int settingsVersion = SavedSettings.VERSION;

    /**
     * Returns the grouping factor that is meant.
     *
     * @param factors those of the model, as {@link org.multilevel.knime.port.MixedModelPortObjectSpec#factorsToLeaveOut}
     * @throws InvalidSettingsException if the model has no such factor or none at all, or the settings are of another version
     */
    String group(List<String> factors) throws InvalidSettingsException {
        checkLoaded();
        SavedSettings.checkVersion(settingsVersion);
        if (factors.isEmpty()) {
            throw new InvalidSettingsException(
                    "The model has no grouping factor whose levels could be left out: give its"
                            + " learner a grouping, such as (1 | group) in the formula.");
        }
        String named = SavedSettings.text(group).strip();
        if (named.isEmpty()) {
            return factors.get(0);
        }
        if (!factors.contains(named)) {
            throw new InvalidSettingsException("The model has no grouping factor \"" + named + "\"; it has "
                    + String.join(", ", factors) + ": name one of them.");
        }
        return named;
    }
}

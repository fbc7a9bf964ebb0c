package org.multilevel.knime.harness;

import java.util.List;
import java.util.Optional;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.migration.ConfigMigration;
import org.knime.node.parameters.migration.LoadDefaultsForAbsentFields;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.migration.Migration;
import org.knime.node.parameters.migration.NodeParametersMigration;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.widget.choices.filter.ColumnFilter;

/** Parameters of every kind; {@code knime/parameters-5.8.xml} is what KNIME 5.8.2 made of the filled ones. */
final class SampleParameters implements NodeParameters {
    enum Way {
        FIRST,
        SECOND
    }

    static final class Part implements NodeParameters {
        String name = "";
        ColumnFilter columns = new ColumnFilter();
        boolean on = true;
    }

    String text = "";
    ColumnFilter filter = new ColumnFilter();
    Part[] parts = {};
    Part[] more = {};
    Way way = Way.FIRST;
    Optional<String> none = Optional.empty();
    Optional<String> some = Optional.empty();
    int m_count;
    long large;
    double share;
    String[] names = {};

    @Migrate(loadDefaultIfAbsent = true)
    int added = 7;

    @Persist(configKey = "settingsVersion", hidden = true)
    int version = 1;

    static SampleParameters filled() {
        SampleParameters parameters = new SampleParameters();
        parameters.text = "a \"b\" <c> & d'\n%% é \uD83D\uDE00 %";
        parameters.filter = new ColumnFilter(new String[] {"x", "größe"}).withIncludeUnknownColumns();
        Part part = new Part();
        part.name = "g";
        part.columns = new ColumnFilter(new String[] {"z"});
        part.on = false;
        parameters.parts = new Part[] {part, new Part()};
        parameters.way = Way.SECOND;
        parameters.some = Optional.of("s");
        parameters.m_count = -3;
        parameters.large = 12345678901L;
        parameters.share = 0.1;
        parameters.names = new String[] {"", "two"};
        return parameters;
    }

    /** Parameters of which older settings may hold none. */
    @LoadDefaultsForAbsentFields
    static final class Lenient implements NodeParameters {
        String response = "y";
        Part[] parts = {new Part()};

        @Migration(FromTarget.class)
        String renamed = "new";
    }

    /** Reads what used to stand under another key. */
    static final class FromTarget implements NodeParametersMigration<String> {
        @Override
        public List<ConfigMigration<String>> getConfigMigrations() {
            return List.of(ConfigMigration.builder(FromTarget::load)
                    .withDeprecatedConfigPath("target")
                    .build());
        }

        private static String load(NodeSettingsRO settings) throws InvalidSettingsException {
            return settings.getString("target");
        }
    }
}

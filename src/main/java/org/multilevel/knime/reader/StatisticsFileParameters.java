package org.multilevel.knime.reader;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.util.FileUtil;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.migration.Migration;
import org.knime.node.parameters.persistence.Persist;
import org.multilevel.data.files.FileOptions;
import org.multilevel.knime.CheckedParameters;
import org.multilevel.knime.LoadedOrRefused;
import org.multilevel.knime.SavedSettings;

/** What the Statistics File Reader asks its user; field names are those of saved workflows. */
@Migration(StatisticsFileParameters.SavedOrRefused.class)
final class StatisticsFileParameters extends CheckedParameters {
    /** Loads saved settings, or has them refused. */
    static final class SavedOrRefused extends LoadedOrRefused<StatisticsFileParameters> {
        SavedOrRefused() {
            super(StatisticsFileParameters.class, StatisticsFileParameters::new);
        }
    }

    /** What sentences about a file call the settings. */
    private static final FileOptions.Words WORDS =
            new FileOptions.Words("\"Missing values\"", "\"Columns of labels\"", "\"Sheet\"");

    /** What is read. */
    @Section(title = "File")
    interface FileSection {}

    /** How columns are read. */
    @Section(title = "Columns")
    @After(FileSection.class)
    interface ColumnSection {}

    @Layout(FileSection.class)
    @Widget(
            title = "File",
            description =
                    "The file's full name, such as /data/pupils.sav or C:\\data\\pupils.sav, or its address, such as"
                            + " knime://knime.workflow/../pupils.sav for a file beside the workflow. A flow variable can set it. What the"
                            + " file is shows its content, whatever its name says.")
    String file = "";

    @Layout(ColumnSection.class)
    @Widget(
            title = "Missing values",
            description = "Values that are missing besides those that the file declares, at commas, such as -99, -98.")
    String missingValues = "";

    @Layout(ColumnSection.class)
    @Widget(
            title = "Columns of labels",
            description =
                    "Columns at commas that become texts although some or all of their values are numbers without a"
                            + " label. Where all values have labels, a column does so by itself.")
    String labelColumns = "";

    @Layout(ColumnSection.class)
    @Widget(
            title = "Columns of numbers",
            description = "Columns at commas whose numbers are read although all of them have labels, such as 0 and 1.")
    String numberColumns = "";

    @Persist(configKey = "settingsVersion", hidden = true)
    int settingsVersion = SavedSettings.VERSION;

    StatisticsFileParameters() {}

    StatisticsFileParameters(NodeParametersInput input) {}

    /**
     * Refuses settings that only another version understands, and those without a file.
     *
     * @throws InvalidSettingsException with a sentence that names the setting
     */
    void check() throws InvalidSettingsException {
        checkLoaded();
        SavedSettings.checkVersion(settingsVersion);
        if (SavedSettings.text(file).isBlank()) {
            throw new InvalidSettingsException("No file is chosen: type the full name of one of SPSS, Stata or SAS.");
        }
    }

    /**
     * Returns where the file is.
     *
     * @throws InvalidSettingsException if its name cannot be one, or leads to no file of this machine
     */
    Path path() throws InvalidSettingsException {
        String name = SavedSettings.text(file).strip();
        try {
            Path path = FileUtil.resolveToPath(FileUtil.toURL(name));
            if (path != null) {
                return path;
            }
        } catch (IOException | URISyntaxException | InvalidPathException e) {
            throw new InvalidSettingsException(
                    "\"" + name + "\" cannot be the name of a file (" + e.getMessage() + "): type another.", e);
        }
        throw new InvalidSettingsException(
                "\"" + name + "\" is no file of this machine: download it first, and type the name of the copy.");
    }

    /** Returns how the file is to be read. */
    FileOptions options() {
        FileOptions options = FileOptions.defaults()
                .withCategorical(split(labelColumns))
                .withNumeric(split(numberColumns))
                .withWords(WORDS);
        List<String> missing = split(missingValues);
        return missing.isEmpty() ? options : options.withMissing(missing);
    }

    private static List<String> split(String list) {
        return Stream.of(SavedSettings.text(list).split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }
}

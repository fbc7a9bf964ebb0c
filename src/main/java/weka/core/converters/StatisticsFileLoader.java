package weka.core.converters;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.multilevel.data.Progress;
import org.multilevel.data.files.FileFormat;
import org.multilevel.data.files.FileOptions;
import org.multilevel.data.files.FileTable;
import org.multilevel.data.files.Recognised;
import org.multilevel.error.DataException;
import weka.core.Instance;
import weka.core.Instances;
import weka.core.Option;
import weka.core.OptionHandler;
import weka.core.OptionMetadata;
import weka.core.RevisionUtils;

/**
 * Loads files of SPSS, Stata, SAS, Excel and Parquet: value labels become nominal attributes with their values in the labels' order.
 *
 * <p>The file's content says what it is; its name only decides whether Weka asks this loader.
 */
public final class StatisticsFileLoader extends AbstractFileLoader implements BatchConverter, OptionHandler {
    private static final long serialVersionUID = 1L;

    private static final List<FileFormat> FORMATS = List.of(
            FileFormat.SPSS,
            FileFormat.STATA,
            FileFormat.SAS,
            FileFormat.TRANSPORT,
            FileFormat.EXCEL,
            FileFormat.PARQUET);

    private static final FileOptions.Words WORDS = new FileOptions.Words("-missing", "-nominal", "-sheet");

    private String missingValues = "";
    private String nominalColumns = "";
    private String numericColumns = "";
    private String sheet = "";
    private transient Optional<Instances> loaded = Optional.empty();

    /** Creates a loader without a file. */
    public StatisticsFileLoader() {}

    /** Returns what Weka shows about this loader. */
    public String globalInfo() {
        return "Reads files of SPSS (.sav, .zsav), Stata (.dta), SAS (.sas7bdat, .xpt), Excel (.xlsx) and Parquet. Value"
                + " labels become nominal attributes with their values in the order of what they label; where only some values"
                + " have labels, the attribute is numeric. Values that the file declares missing are missing, and dates are"
                + " days since 1970-01-01.";
    }

    /** Returns the ending that stands for all of them. */
    @Override
    public String getFileExtension() {
        return ".sav";
    }

    @Override
    public String[] getFileExtensions() {
        return FORMATS.stream()
                .flatMap(format -> format.extensions().stream())
                .map(extension -> "." + extension)
                .toArray(String[]::new);
    }

    @Override
    public String getFileDescription() {
        return "Files of statistics programs, Excel and Parquet";
    }

    /** Returns values that are missing besides those that the file declares, at commas. */
    @OptionMetadata(
            displayName = "Missing values",
            description = "Values that are missing besides those that the file declares, at commas.",
            commandLineParamName = "missing",
            commandLineParamSynopsis = "-missing <values>",
            displayOrder = 1)
    public String getMissingValues() {
        return missingValues;
    }

    /** Sets values that are missing besides those that the file declares, at commas. */
    public void setMissingValues(String values) {
        missingValues = values;
        forget();
    }

    /** Returns columns that become nominal attributes although they are numbers, at commas. */
    @OptionMetadata(
            displayName = "Nominal columns",
            description =
                    "Columns that become nominal attributes although some or all of their values are numbers without a"
                            + " label, at commas.",
            commandLineParamName = "nominal",
            commandLineParamSynopsis = "-nominal <columns>",
            displayOrder = 2)
    public String getNominalColumns() {
        return nominalColumns;
    }

    /** Sets columns that become nominal attributes although they are numbers, at commas. */
    public void setNominalColumns(String columns) {
        nominalColumns = columns;
        forget();
    }

    /** Returns columns whose numbers count although they have labels, at commas. */
    @OptionMetadata(
            displayName = "Numeric columns",
            description = "Columns whose numbers count although they have labels, at commas.",
            commandLineParamName = "numeric",
            commandLineParamSynopsis = "-numeric <columns>",
            displayOrder = 3)
    public String getNumericColumns() {
        return numericColumns;
    }

    /** Sets columns whose numbers count although they have labels, at commas. */
    public void setNumericColumns(String columns) {
        numericColumns = columns;
        forget();
    }

    /** Returns the sheet of a workbook; empty for the first that has a table. */
    @OptionMetadata(
            displayName = "Sheet",
            description = "The sheet of an Excel workbook; by default the first that is not empty.",
            commandLineParamName = "sheet",
            commandLineParamSynopsis = "-sheet <name>",
            displayOrder = 4)
    public String getSheet() {
        return sheet;
    }

    /** Sets the sheet of a workbook; empty for the first that has a table. */
    public void setSheet(String name) {
        sheet = name;
        forget();
    }

    @Override
    public Enumeration<Option> listOptions() {
        return Option.listOptionsForClassHierarchy(getClass(), AbstractFileLoader.class)
                .elements();
    }

    @Override
    public void setOptions(String[] options) throws Exception {
        Option.setOptionsForHierarchy(options, this, AbstractFileLoader.class);
    }

    @Override
    public String[] getOptions() {
        return Option.getOptionsForHierarchy(this, AbstractFileLoader.class);
    }

    private void forget() {
        loaded = Optional.empty();
    }

    @Override
    public void reset() throws IOException {
        forget();
        super.reset();
    }

    /** The file is opened by its name, as often as it is read. */
    @Override
    public void setSource(InputStream in) throws IOException {
        in.close();
        forget();
    }

    @Override
    public Instances getStructure() throws IOException {
        return new Instances(whole(), 0);
    }

    @Override
    public Instances getDataSet() throws IOException {
        if (getRetrieval() == INCREMENTAL) {
            throw new IOException("This loader reads a file as a whole: load it in one batch.");
        }
        setRetrieval(BATCH);
        Instances data = whole();
        forget();
        return data;
    }

    @Override
    public Instance getNextInstance(Instances structure) throws IOException {
        setRetrieval(NONE);
        throw new IOException("This loader reads a file as a whole: load it in one batch.");
    }

    private Instances whole() throws IOException {
        if (loaded == null || loaded.isEmpty()) {
            loaded = Optional.of(read());
        }
        return loaded.get();
    }

    private Instances read() throws IOException {
        if (m_sourceFile == null) {
            throw new IOException("No file is chosen: name one of SPSS, Stata, SAS, Excel or Parquet.");
        }
        File file = m_sourceFile;
        try {
            Path path = file.toPath();
            Recognised found = Recognised.of(path);
            if (!FORMATS.contains(found.format())) {
                throw new DataException(file + " is " + found.format().words() + ": choose Weka's own loader for it.");
            }
            return LoadedTable.of(FileTable.open(path, found, options(), Progress.NONE), file.getName());
        } catch (DataException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private FileOptions options() {
        FileOptions options = FileOptions.defaults()
                .withCategorical(split(nominalColumns))
                .withNumeric(split(numericColumns))
                .withWords(WORDS);
        options = missingValues.isBlank() ? options : options.withMissing(split(missingValues));
        return sheet.isBlank() ? options : options.withSheet(sheet);
    }

    private static List<String> split(String list) {
        return Stream.of(list.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    @Override
    public String getRevision() {
        return RevisionUtils.extract("$Revision: 1 $");
    }

    /** Runs the loader on its own, as Weka's do. */
    public static void main(String[] arguments) {
        runFileLoader(new StatisticsFileLoader(), Arrays.copyOf(arguments, arguments.length));
    }
}

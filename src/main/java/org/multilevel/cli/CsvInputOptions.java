package org.multilevel.cli;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.multilevel.data.csv.CsvOptions;
import org.multilevel.data.csv.DecimalMark;
import org.multilevel.data.csv.Separator;
import org.multilevel.model.MixedModel;
import picocli.CommandLine.Option;

/** Options that say how a file is read; what they do not say is recognised. */
final class CsvInputOptions {
    /** What stands in the synopsis of every command that reads a table. */
    static final String SYNOPSIS = "[--categorical A,B] [--numeric A,B] [--missing A,B] [--sheet NAME]";

    static final String MORE_SYNOPSIS = "[--separator CHAR] [--decimal MARK] [--quote CHAR]\n"
            + "    [--encoding NAME] [--skip N] [--row-names yes|no]";

    @Option(
            names = "--categorical",
            paramLabel = "A,B",
            converter = Converters.ColumnNames.class,
            description = "Columns that hold labels although most or all of them are numbers.")
    private List<String> categorical = List.of();

    @Option(
            names = "--numeric",
            paramLabel = "A,B",
            converter = Converters.ColumnNames.class,
            description = "Columns that hold numbers although the file has labels for them, or other values.")
    private List<String> numeric = List.of();

    @Option(
            names = "--sheet",
            paramLabel = "NAME",
            converter = Converters.ColumnName.class,
            description = "The sheet of an Excel workbook: by default the first that is not empty.")
    private Optional<String> sheet = Optional.empty();

    @Option(
            names = "--missing",
            paramLabel = "A,B",
            description = "What stands for a missing value, besides an empty one: by default NA, and to predict"
                    + " what it was in the fit.")
    private List<String> missing = List.of();

    @Option(
            names = "--separator",
            paramLabel = "CHAR",
            converter = Converters.SeparatorText.class,
            description = "What stands between two values: \"tab\" is a tab, \"blanks\" any number of blanks and tabs;"
                    + " by default recognised.")
    private Optional<Separator> separator = Optional.empty();

    @Option(
            names = "--decimal",
            paramLabel = "MARK",
            converter = Converters.Decimal.class,
            description = "What stands before the fraction of a number, point or comma; by default recognised.")
    private Optional<DecimalMark> decimal = Optional.empty();

    @Option(
            names = "--quote",
            paramLabel = "CHAR",
            converter = Converters.Quote.class,
            description =
                    "What stands around a value that holds a separator: double, single or none, or another character;"
                            + " by default recognised.")
    private Optional<Character> quote = Optional.empty();

    @Option(
            names = "--encoding",
            paramLabel = "NAME",
            converter = Converters.Encoding.class,
            description = "The encoding, such as UTF-8, UTF-16 or windows-1252; by default recognised.")
    private Optional<Charset> encoding = Optional.empty();

    @Option(
            names = "--skip",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "Lines before the header; by default those that begin with #, and Excel's sep=.")
    private Optional<Integer> skip = Optional.empty();

    @Option(
            names = "--row-names",
            arity = "1",
            paramLabel = "yes|no",
            converter = Converters.YesNo.class,
            description =
                    "Whether every line begins with the name of its row, of which the header says nothing; by default"
                            + " recognised.")
    private Optional<Converters.Answer> rowNames = Optional.empty();

    /** Returns the file as it is to be read. */
    DataFile dataFile(Path file) {
        return dataFile(file, List.of());
    }

    /** Returns what somebody should know whose file is read as that of a fit was, without being told. */
    List<String> notes(MixedModel model) {
        List<String> codes = codes(model);
        if (!missing.isEmpty()
                || codes.isEmpty()
                || codes.equals(CsvOptions.defaults().missing())) {
            return List.of();
        }
        String quoted = codes.stream().map(code -> '"' + code + '"').collect(Collectors.joining(" or "));
        return List.of("As in the fit, " + quoted + " stands for a missing value (--missing).");
    }

    /** Returns the file as it is to be read with a model. */
    DataFile dataFile(Path file, MixedModel model) {
        return dataFile(file, codes(model));
    }

    /** Returns what stood for a missing value in the rows of the fit, where that is known. */
    private static List<String> codes(MixedModel model) {
        return model.provenance().reading().missingCodes();
    }

    /** Returns an option that was given, if any was. */
    Optional<String> given() {
        return Stream.of(
                        Map.entry("--categorical", !categorical.isEmpty()),
                        Map.entry("--numeric", !numeric.isEmpty()),
                        Map.entry("--missing", !missing.isEmpty()),
                        Map.entry("--sheet", sheet.isPresent()))
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .findFirst()
                .or(this::givenForText);
    }

    /** Returns an option that was given and that only text needs. */
    private Optional<String> givenForText() {
        return Stream.of(
                        Map.entry("--separator", separator.isPresent()),
                        Map.entry("--decimal", decimal.isPresent()),
                        Map.entry("--quote", quote.isPresent()),
                        Map.entry("--encoding", encoding.isPresent()),
                        Map.entry("--skip", skip.isPresent()),
                        Map.entry("--row-names", rowNames.isPresent()))
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private DataFile dataFile(Path file, List<String> codes) {
        CsvOptions options = CsvOptions.defaults();
        if (!missing.isEmpty()) {
            options = options.withMissing(
                    missing.stream().flatMap(list -> Stream.of(list.split(","))).toArray(String[]::new));
        } else if (!codes.isEmpty()) {
            options = options.withMissing(codes.toArray(String[]::new));
        }
        options = separator.map(options::withSeparator).orElse(options);
        options = decimal.map(options::withDecimal).orElse(options);
        options = quote.map(options::withQuote).orElse(options);
        options = encoding.map(options::withEncoding).orElse(options);
        options = skip.map(options::withSkip).orElse(options);
        options = rowNames.map(answer -> answer == Converters.Answer.YES)
                .map(options::withRowNames)
                .orElse(options);
        boolean missingSaid = !missing.isEmpty() || !codes.isEmpty();
        return new DataFile(file, options, missingSaid, categorical, numeric, List.of(), sheet, givenForText());
    }
}

package org.multilevel.data.csv;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recognises from the beginning of a file how it writes its table.
 *
 * <p>A guess needs evidence in every row of the beginning; where later rows break it, reading says so. What is said in
 * options is not guessed, and not mentioned.
 */
final class CsvSniffer {
    private static final int FIRST_BLOCK = 1 << 16;
    /** Enough for the header of a million columns and some rows. */
    private static final int LARGEST_BLOCK = 1 << 26;

    private static final int LINES_WANTED = 4;
    /** What a spreadsheet reads as the separator of the lines below. */
    private static final Pattern SEPARATOR_LINE = Pattern.compile("\"?sep=([,;\t|])\"? *", Pattern.CASE_INSENSITIVE);

    private static final List<Separator> CANDIDATES =
            List.of(Separator.COMMA, Separator.of(';'), Separator.of('\t'), Separator.of('|'), Separator.BLANKS);

    private final CsvOptions options;
    private final CsvValues values;
    private final Charset encoding;
    private final boolean whole;
    private final List<String> recognised = new ArrayList<>();

    private CsvSniffer(CsvOptions options, Charset encoding, boolean whole) {
        this.options = options;
        this.values = new CsvValues(options);
        this.encoding = encoding;
        this.whole = whole;
    }

    /**
     * Returns how a file is to be read.
     *
     * @throws org.multilevel.error.DataException if it cannot be read
     */
    static CsvDialect sniff(Path file, CsvOptions options) {
        byte[] bytes;
        try (CsvSource source = CsvSource.open(file)) {
            bytes = beginning(source);
        } catch (IOException e) {
            throw CsvSource.notReadable(file, e);
        }
        boolean whole = bytes.length < FIRST_BLOCK || Integer.bitCount(bytes.length) != 1;
        Charset encoding = options.encoding().orElseGet(() -> EncodingGuess.of(bytes));
        String text = new String(bytes, encoding);
        return new CsvSniffer(options, encoding, whole).dialect(text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    /** Returns a first block, which is larger where its lines are long; it is shorter than a power of two at the end of the file. */
    private static byte[] beginning(CsvSource source) throws IOException {
        byte[] bytes = source.stream().readNBytes(FIRST_BLOCK);
        while (bytes.length >= FIRST_BLOCK && Integer.bitCount(bytes.length) == 1 && bytes.length < LARGEST_BLOCK) {
            int lines = 0;
            for (byte b : bytes) {
                lines += b == '\n' || b == '\r' ? 1 : 0;
            }
            byte[] more = lines >= LINES_WANTED ? new byte[0] : source.stream().readNBytes(bytes.length);
            if (more.length == 0) {
                break;
            }
            int length = bytes.length;
            bytes = Arrays.copyOf(bytes, length + more.length);
            System.arraycopy(more, 0, bytes, length, more.length);
        }
        return bytes;
    }

    private CsvDialect dialect(String text) {
        List<String> lines = text.lines().limit(1000).toList();
        Optional<Separator> said = lines.isEmpty() ? Optional.empty() : separatorLine(lines.get(0));
        int skip = options.skip().orElseGet(() -> said.isPresent() ? 1 : comments(lines));
        Optional<Separator> separator =
                options.separator().or(() -> options.skip().isPresent() ? Optional.empty() : said);
        Optional<CsvSample> best = best(after(skip, text), separator);
        if (said.isEmpty() && options.skip().isEmpty() && skip > 0) {
            Optional<CsvSample> withComment = best(after(skip - 1, text), separator);
            if (isHeader(withComment)) {
                skip--;
                best = withComment;
            }
        }
        CsvDialect dialect = best.map(CsvSample::dialect)
                .orElseGet(() ->
                        plain(separator.orElse(Separator.COMMA), options.quote().orElse('"'), false));
        if (best.isPresent() && best.get().rows().isEmpty()) {
            return dialect;
        }
        return finished(dialect, skip, best);
    }

    private CsvDialect finished(CsvDialect dialect, int skip, Optional<CsvSample> sample) {
        boolean rowNames = options.rowNames()
                .orElseGet(() -> sample.map(CsvSample::hasRowNames).orElse(false));
        if (options.encoding().isEmpty() && !encoding.equals(StandardCharsets.UTF_8)) {
            recognised.add("the encoding " + encoding.name() + " (--encoding)");
        }
        if (options.separator().isEmpty() && !dialect.separator().equals(Separator.COMMA)) {
            recognised.add(dialect.separator().plural() + " between values (--separator)");
        }
        if (options.quote().isEmpty() && dialect.quote() == '\'') {
            recognised.add("single quotes (--quote)");
        }
        if (dialect.blanksAroundQuotes()) {
            recognised.add("blanks around quotes");
        }
        if (options.skip().isEmpty() && skip > 0) {
            recognised.add(skip + (skip == 1 ? " line" : " lines") + " before the header (--skip)");
        }
        if (options.rowNames().isEmpty() && rowNames) {
            recognised.add(
                    "the first value of every row as its name, since the header has one name too few (--row-names)");
        }
        return new CsvDialect(
                dialect.separator(),
                dialect.quote(),
                dialect.blanksAroundQuotes(),
                encoding,
                skip,
                rowNames,
                sample.flatMap(CsvSniffer::mark),
                recognised);
    }

    private static Optional<DecimalMark> mark(CsvSample sample) {
        List<NumberShape> shapes = sample.data().stream()
                .flatMap(List::stream)
                .map(field -> CsvValues.shape(field.text()))
                .distinct()
                .toList();
        boolean comma = shapes.contains(NumberShape.COMMA);
        boolean point = shapes.contains(NumberShape.POINT);
        return comma == point ? Optional.empty() : Optional.of(comma ? DecimalMark.COMMA : DecimalMark.POINT);
    }

    private static Optional<Separator> separatorLine(String line) {
        Matcher matcher = SEPARATOR_LINE.matcher(line);
        return matcher.matches() ? Optional.of(Separator.of(matcher.group(1).charAt(0))) : Optional.empty();
    }

    /** Returns how many lines at the beginning are comments, given that something follows them. */
    private static int comments(List<String> lines) {
        int count = 0;
        while (count < lines.size() && lines.get(count).startsWith("#")) {
            count++;
        }
        return count == lines.size() ? 0 : count;
    }

    /** Returns whether a line that begins with # has as many values as the rows below, which do not begin with other names. */
    private boolean isHeader(Optional<CsvSample> sample) {
        if (sample.isEmpty()
                || sample.get().width() < 2
                || sample.get().data().isEmpty()
                || !sample.get().isEven()) {
            return false;
        }
        return sample.get().data().get(0).stream()
                .anyMatch(field -> !field.isBlank() && values.isNumeric(field.text()));
    }

    private static String after(int lines, String text) {
        int start = 0;
        for (int k = 0; k < lines; k++) {
            while (start < text.length() && text.charAt(start) != '\n' && text.charAt(start) != '\r') {
                start++;
            }
            boolean two = text.startsWith("\r\n", start);
            start = Math.min(text.length(), start + (two ? 2 : 1));
        }
        return text.substring(start);
    }

    /** Returns the sample of the most likely separator and quotes, if any of them can be. */
    private Optional<CsvSample> best(String text, Optional<Separator> separator) {
        List<Separator> candidates = separator.map(List::of).orElse(CANDIDATES);
        List<CsvSample> samples = new ArrayList<>();
        for (Separator candidate : candidates) {
            Optional<CsvSample> sample = split(text, candidate);
            if (sample.isPresent() && isPlain(sample.get(), text)) {
                return sample;
            }
            sample.ifPresent(samples::add);
        }
        List<CsvSample> good = samples.stream()
                .filter(sample -> sample.width() >= 2 && (sample.isEven() || sample.hasRowNames()))
                .toList();
        if (!good.isEmpty()) {
            return Optional.of(mostNumeric(good));
        }
        return Optional.of(byHeader(text, candidates));
    }

    /** Returns the header where no separator fits all rows, so that reading says which row does not; blanks may stand in names. */
    private CsvSample byHeader(String text, List<Separator> candidates) {
        String header = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        return candidates.stream()
                .filter(candidate -> candidates.size() == 1 || !candidate.runs())
                .flatMap(candidate -> split(header, candidate).stream())
                .reduce((a, b) -> b.width() > a.width() ? b : a)
                .orElseGet(() ->
                        new CsvSample(plain(candidates.get(0), options.quote().orElse('"'), false), List.of()));
    }

    private boolean isPlain(CsvSample sample, String text) {
        String header = text.lines().findFirst().orElse("");
        return sample.dialect().separator().equals(Separator.COMMA)
                && sample.width() >= 2
                && sample.isEven()
                && CANDIDATES.stream()
                        .filter(other -> !other.runs() && !other.equals(Separator.COMMA))
                        .allMatch(other -> header.indexOf(other.character()) < 0);
    }

    /** Returns the sample that makes most values numbers, the first of equals. */
    private CsvSample mostNumeric(List<CsvSample> samples) {
        CsvSample best = samples.get(0);
        double most = best.numeric(values);
        for (CsvSample sample : samples.subList(1, samples.size())) {
            double numeric = sample.numeric(values);
            if (numeric > most) {
                best = sample;
                most = numeric;
            }
        }
        return best;
    }

    /** Splits by one separator, with the quotes that fit. */
    private Optional<CsvSample> split(String text, Separator separator) {
        if (options.quote().isPresent()) {
            return split(text, separator, options.quote().get());
        }
        Optional<CsvSample> ordinary = split(text, separator, '"');
        return ordinary.isPresent() && isSingleQuoted(ordinary.get())
                ? split(text, separator, '\'').or(() -> ordinary)
                : ordinary;
    }

    private Optional<CsvSample> split(String text, Separator separator, char quote) {
        Optional<CsvSample> strict = CsvSample.of(text, whole, plain(separator, quote, false));
        return strict.isEmpty() || (quote != CsvOptions.NO_QUOTE && strict.get().hasBlankBeforeQuote())
                ? CsvSample.of(text, whole, plain(separator, quote, true)).or(() -> strict)
                : strict;
    }

    /** Returns whether single quotes stand around all names of the header, or around values and nowhere else, and no double ones do. */
    private static boolean isSingleQuoted(CsvSample sample) {
        if (sample.rows().isEmpty()
                || sample.rows().stream().flatMap(List::stream).anyMatch(CsvSample.Field::quoted)) {
            return false;
        }
        List<String> names = sample.rows().get(0).stream()
                .map(field -> field.text().strip())
                .filter(name -> !name.isEmpty())
                .toList();
        return !names.isEmpty()
                && names.stream().allMatch(name -> name.length() >= 2 && name.startsWith("'") && name.endsWith("'"));
    }

    private CsvDialect plain(Separator separator, char quote, boolean blanks) {
        return new CsvDialect(separator, quote, blanks, encoding, 0, false, Optional.empty(), List.of());
    }
}

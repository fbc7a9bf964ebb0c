package org.multilevel.cli;

import java.nio.charset.Charset;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.multilevel.chart.drawing.Chart;
import org.multilevel.chart.picture.PictureKind;
import org.multilevel.chart.picture.PictureScale;
import org.multilevel.data.csv.CsvOptions;
import org.multilevel.data.csv.DecimalMark;
import org.multilevel.data.csv.Separator;
import org.multilevel.data.files.FileFormat;
import org.multilevel.error.DataException;
import org.multilevel.error.FormulaException;
import org.multilevel.error.MethodException;
import org.multilevel.error.ModelException;
import org.multilevel.fit.Solver;
import org.multilevel.formula.ResidualTerm;
import org.multilevel.glm.Distribution;
import org.multilevel.glm.problem.GeneralisedProblem;
import org.multilevel.inference.Inference;
import org.multilevel.inference.equation.Format;
import org.multilevel.inference.intervals.IntervalEstimates;
import org.multilevel.inference.intervals.ParametricBootstrap;
import org.multilevel.inference.tests.Anova;
import org.multilevel.model.AliasedColumns;
import org.multilevel.model.UnseenGroups;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the values of options, and says what would be right where one is wrong. */
final class Converters {
    private Converters() {}

    /** Reads the name of a file or folder. */
    static final class FileName implements ITypeConverter<Path> {
        @Override
        public Path convert(String value) {
            if (value.isEmpty()) {
                throw new TypeConversionException("the name is empty");
            }
            try {
                return Path.of(value);
            } catch (InvalidPathException e) {
                throw new TypeConversionException(
                        "'" + value + "' cannot be a file name here; if only because of letters"
                                + " beyond ASCII, set the environment variable LC_ALL=C.UTF-8");
            }
        }
    }

    /** Reads a family with its link. */
    static final class FamilyName implements ITypeConverter<Distribution> {
        @Override
        public Distribution convert(String value) {
            try {
                return Distribution.parse(value);
            } catch (MethodException e) {
                throw new TypeConversionException(Problems.oneLine(e));
            }
        }
    }

    /** Reads a structure of residuals. */
    static final class Residual implements ITypeConverter<ResidualTerm> {
        @Override
        public ResidualTerm convert(String value) {
            try {
                return ResidualTerm.parse(value);
            } catch (FormulaException e) {
                throw new TypeConversionException(Problems.oneLine(e));
            }
        }
    }

    /** Reads the name of a solver. */
    static final class SolverName implements ITypeConverter<Solver> {
        @Override
        public Solver convert(String value) {
            return Arrays.stream(Solver.values())
                    .filter(solver -> solver.name().toLowerCase(Locale.ROOT).equals(value))
                    .findFirst()
                    .orElseThrow(() ->
                            new TypeConversionException("'" + value + "' is none of automatic, exact and iterative"));
        }
    }

    /** Reads a scale of predictions. */
    static final class Scale implements ITypeConverter<PredictionScale> {
        @Override
        public PredictionScale convert(String value) {
            return Arrays.stream(PredictionScale.values())
                    .filter(scale -> scale.name().toLowerCase(Locale.ROOT).equals(value))
                    .findFirst()
                    .orElseThrow(() ->
                            new TypeConversionException("'" + value + "' is none of link, response and marginal"));
        }
    }

    /** Reads a number of quadrature points: 1 to the most, or auto. */
    static final class Points implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            if (value.equals("auto")) {
                return GeneralisedProblem.AUTOMATIC;
            }
            int points = value.matches("[0-9]{1,3}") ? Integer.parseInt(value) : 0;
            if (points < 1 || points > GeneralisedProblem.MOST_POINTS) {
                throw new TypeConversionException("'" + value + "' is not a whole number from 1 to "
                        + GeneralisedProblem.MOST_POINTS + ", nor the word auto");
            }
            return points;
        }
    }

    /** Reads the name of a file for rows as CSV. */
    static final class CsvFile implements ITypeConverter<Path> {
        @Override
        public Path convert(String value) {
            Path file = new FileName().convert(value);
            FileFormat.named(file).filter(format -> format != FileFormat.CSV).ifPresent(format -> {
                throw new TypeConversionException("'" + value + "' has the ending of " + format.words()
                        + ", but what is written is CSV: let the name end in .csv");
            });
            return file;
        }
    }

    /** Reads the name of a file for a picture. */
    static final class PictureFile implements ITypeConverter<Path> {
        @Override
        public Path convert(String value) {
            Path file = new FileName().convert(value);
            try {
                Chart.checkEnding(file);
            } catch (DataException e) {
                throw new TypeConversionException(Problems.oneLine(e));
            }
            return file;
        }
    }

    /** Reads the names of columns, which stand apart at commas. */
    static final class ColumnNames implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            if (value.replace(",", "").isBlank()) {
                throw new TypeConversionException("the name is empty");
            }
            return value;
        }
    }

    /** Reads a text that cannot be empty. */
    static final class Words implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            if (value.isBlank()) {
                throw new TypeConversionException("the value is empty");
            }
            return value;
        }
    }

    /** Reads a seed of random numbers. */
    static final class Seed implements ITypeConverter<Long> {
        @Override
        public Long convert(String value) {
            try {
                return Long.valueOf(value);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("'" + value + "' is not a whole number of 64 bits, such as 1");
            }
        }
    }

    /** Reads a separator: one character, or the words tab and blanks. */
    static final class SeparatorText implements ITypeConverter<Separator> {
        @Override
        public Separator convert(String value) {
            if (value.equals("blanks")) {
                return Separator.BLANKS;
            }
            String text = value.equals("tab") || value.equals("\\t") ? "\t" : value;
            if (text.length() != 1) {
                throw new TypeConversionException(
                        "'" + value + "' is not one character, such as ';', nor the word tab or blanks");
            }
            try {
                return Separator.of(text.charAt(0));
            } catch (DataException e) {
                throw new TypeConversionException(Problems.oneLine(e));
            }
        }
    }

    /** Reads a decimal mark. */
    static final class Decimal implements ITypeConverter<DecimalMark> {
        @Override
        public DecimalMark convert(String value) {
            return switch (value.toLowerCase(Locale.ROOT)) {
                case "point", "." -> DecimalMark.POINT;
                case "comma", "," -> DecimalMark.COMMA;
                default -> throw new TypeConversionException("'" + value + "' is neither point nor comma");
            };
        }
    }

    /** Reads what stands around values: a word, or one character. */
    static final class Quote implements ITypeConverter<Character> {
        @Override
        public Character convert(String value) {
            char quote = switch (value) {
                case "double" -> '"';
                case "single" -> '\'';
                case "none" -> CsvOptions.NO_QUOTE;
                default -> one(value);
            };
            try {
                return CsvOptions.defaults().withQuote(quote).quote().orElse(quote);
            } catch (DataException e) {
                throw new TypeConversionException(Problems.oneLine(e));
            }
        }

        private static char one(String value) {
            if (value.length() != 1) {
                throw new TypeConversionException(
                        "'" + value + "' is none of double, single and none, nor one character");
            }
            return value.charAt(0);
        }
    }

    /** Reads the name of an encoding. */
    static final class Encoding implements ITypeConverter<Charset> {
        @Override
        public Charset convert(String value) {
            try {
                return Charset.forName(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(
                        "'" + value + "' is no encoding that Java knows, such as UTF-8, UTF-16 or windows-1252");
            }
        }
    }

    /** Reads a number of lines. */
    static final class Count implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return wholeNumber(value, 0, 1_000_000);
        }
    }

    /** What the user says to a question; no {@code Boolean}, of which picocli makes a text again before it asks the converter. */
    enum Answer {
        YES,
        NO
    }

    /** Reads an answer. */
    static final class YesNo implements ITypeConverter<Answer> {
        @Override
        public Answer convert(String value) {
            return switch (value.toLowerCase(Locale.ROOT)) {
                case "yes" -> Answer.YES;
                case "no" -> Answer.NO;
                default -> throw new TypeConversionException("'" + value + "' is neither yes nor no");
            };
        }
    }

    /** Reads a number of significant digits. */
    static final class Digits implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return wholeNumber(value, 1, 15);
        }
    }

    /** Reads how degrees of freedom are found. */
    static final class Df implements ITypeConverter<Inference.Method> {
        @Override
        public Inference.Method convert(String value) {
            return Arrays.stream(Inference.Method.values())
                    .filter(method -> method.label().equals(value.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + value + "' is none of satterthwaite, kenward-roger and asymptotic"));
        }
    }

    /** Reads a type of analysis of variance. */
    static final class AnovaType implements ITypeConverter<Anova.Type> {
        @Override
        public Anova.Type convert(String value) {
            return switch (value.toUpperCase(Locale.ROOT)) {
                case "I", "1" -> Anova.Type.I;
                case "II", "2" -> Anova.Type.II;
                case "III", "3" -> Anova.Type.III;
                default -> throw new TypeConversionException("'" + value + "' is none of I, II and III");
            };
        }
    }

    /** Reads how an equation is set. */
    static final class EquationFormat implements ITypeConverter<Format> {
        @Override
        public Format convert(String value) {
            return switch (value.toLowerCase(Locale.ROOT)) {
                case "text" -> Format.TEXT;
                case "latex" -> Format.LATEX;
                case "html" -> Format.HTML;
                default -> throw new TypeConversionException("'" + value + "' is none of text, latex and html");
            };
        }
    }

    /** Reads a number of threads. */
    static final class Threads implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return wholeNumber(value, 1, 1024);
        }
    }

    /** Reads a confidence level. */
    static final class Level implements ITypeConverter<Double> {
        @Override
        public Double convert(String value) {
            try {
                double level = Double.parseDouble(value);
                if (level > 0 && level < 1) {
                    return level;
                }
            } catch (NumberFormatException e) {
                // The sentence below says it.
            }
            throw new TypeConversionException("'" + value + "' is not a number between 0 and 1, such as 0.95");
        }
    }

    /** Reads what is to happen to groups that a fit did not see. */
    static final class Unseen implements ITypeConverter<UnseenGroups> {
        @Override
        public UnseenGroups convert(String value) {
            return switch (value.toLowerCase(Locale.ROOT)) {
                case "population" -> UnseenGroups.POPULATION;
                case "missing" -> UnseenGroups.MISSING;
                case "error" -> UnseenGroups.ERROR;
                default ->
                    throw new TypeConversionException("'" + value + "' is none of population, missing and error");
            };
        }
    }

    /** Reads what is to happen to rows that depend on a column left out of a fit. */
    static final class Aliased implements ITypeConverter<AliasedColumns> {
        @Override
        public AliasedColumns convert(String value) {
            return switch (value.toLowerCase(Locale.ROOT)) {
                case "missing" -> AliasedColumns.MISSING;
                case "zero" -> AliasedColumns.ZERO;
                default -> throw new TypeConversionException("'" + value + "' is neither missing nor zero");
            };
        }
    }

    private static int wholeNumber(String value, int smallest, int largest) {
        try {
            int number = Integer.parseInt(value);
            if (number >= smallest && number <= largest) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The sentence below says it.
        }
        throw new TypeConversionException("'" + value + "' is not a whole number from " + smallest + " to " + largest);
    }

    /** Reads the name of a method for intervals. */
    static final class Intervals implements ITypeConverter<IntervalEstimates.Method> {
        @Override
        public IntervalEstimates.Method convert(String value) {
            try {
                return IntervalEstimates.Method.of(value);
            } catch (ModelException e) {
                throw new TypeConversionException(Problems.oneLine(e));
            }
        }
    }

    /** Reads the name of a kind of bootstrap interval. */
    static final class BootstrapKind implements ITypeConverter<ParametricBootstrap.Kind> {
        @Override
        public ParametricBootstrap.Kind convert(String value) {
            return Arrays.stream(ParametricBootstrap.Kind.values())
                    .filter(kind -> kind.text().equals(value.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + value + "' is no kind of bootstrap interval; choose percentile, basic, bc or bca"));
        }
    }

    /** Reads the name of a picture. */
    static final class Picture implements ITypeConverter<PictureKind> {
        @Override
        public PictureKind convert(String value) {
            try {
                return PictureKind.of(value);
            } catch (ModelException e) {
                throw new TypeConversionException(Problems.oneLine(e));
            }
        }
    }

    /** Reads the scale of a picture. */
    static final class ScaleOfPicture implements ITypeConverter<PictureScale> {
        @Override
        public PictureScale convert(String value) {
            try {
                return PictureScale.of(value);
            } catch (ModelException e) {
                throw new TypeConversionException(Problems.oneLine(e));
            }
        }
    }

    /** Reads a length of a picture. */
    static final class Pixels implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return wholeNumber(value, 100, 10_000);
        }
    }

    /** Reads a number of replicates. */
    static final class Replicates implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return replicates(value, 1);
        }
    }

    /** Reads a number of replicates that can have an interval. */
    static final class IntervalReplicates implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return replicates(value, 2);
        }
    }

    private static int replicates(String value, int least) {
        try {
            int replicates = Integer.parseInt(value);
            if (replicates >= least) {
                return replicates;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new TypeConversionException("'" + value + "' is not a whole number from " + least + " on, such as 1000");
    }

    /** Reads the name of a column. */
    static final class ColumnName implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            if (value.isBlank()) {
                throw new TypeConversionException("the name is empty");
            }
            return value;
        }
    }
}

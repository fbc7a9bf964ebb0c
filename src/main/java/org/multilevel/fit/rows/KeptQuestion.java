package org.multilevel.fit.rows;

import java.io.IOException;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.parts.PartReader;
import org.multilevel.data.parts.PartWriter;
import org.multilevel.design.Design;
import org.multilevel.design.Schema;
import org.multilevel.fit.leastsquares.PartRequest;
import org.multilevel.fit.products.ProductsSummary;
import org.multilevel.fit.products.RowSums;

/** What is asked of every {@link KeptPart}, in a written form that goes to where it lies. */
abstract sealed class KeptQuestion {
    private static final String KIND = "questions of a kept part";
    private static final String ANSWER = "answers of a kept part";
    private static final int VERSION = 1;

    /** The kinds of questions; their names are part of the written form. */
    private enum Kind {
        SURVEY,
        LEVELS,
        SUMMARY,
        WITHIN,
        LEVEL_SUMS,
        REQUEST
    }

    private KeptQuestion() {}

    static KeptQuestion read(byte[] question) {
        return PartQuestion.reading(question, in -> {
            PartReader reader = new PartReader(in, KIND, VERSION);
            Kind kind = reader.constant(Kind.values(), "question");
            KeptQuestion read = switch (kind) {
                case SURVEY -> new Survey();
                case LEVELS -> new Levels();
                case SUMMARY -> new Summary(reader.integer());
                case WITHIN -> new Within(reader.countedNumbers());
                case LEVEL_SUMS -> new Sums(reader);
                case REQUEST -> new Request(reader);
            };
            reader.end();
            return read;
        });
    }

    /** Answers from what is kept. */
    byte[] answer(KeptPart part) {
        throw new IllegalStateException("this question needs the rows");
    }

    /** Answers from what is kept and the rows. */
    byte[] answer(KeptPart part, Table rows, Progress progress) {
        return answer(part);
    }

    /** Asks for what was found but for the levels of grouping factors, and for how many these are. */
    static byte[] survey() {
        return question(Kind.SURVEY, writer -> {});
    }

    /** Asks for what was found with all levels. */
    static byte[] levels() {
        return question(Kind.LEVELS, writer -> {});
    }

    /** Asks for the sums that do not grow with the levels, and for a sample of these. */
    static byte[] summary(int stride) {
        return question(Kind.SUMMARY, writer -> writer.integer(stride));
    }

    /** Asks for the cross-products of [X y - X b] within the levels of the only factor. */
    static byte[] within(double[] shift) {
        return question(Kind.WITHIN, writer -> writer.counted(shift));
    }

    /** Asks for {@link org.multilevel.fit.determination.LevelSums}. */
    static byte[] levelSums(int[] kept, double[][] units, double[] inverse) {
        return question(Kind.LEVEL_SUMS, writer -> {
            writer.counted(kept);
            writer.integer(units.length);
            for (double[] ofFactor : units) {
                writer.counted(ofFactor);
            }
            writer.counted(inverse);
        });
    }

    /** Asks what a solver asks. */
    static byte[] request(int[] kept, double[] shift, PartRequest request) {
        return question(Kind.REQUEST, writer -> {
            writer.counted(kept);
            writer.counted(shift);
            request.writeTo(writer);
        });
    }

    /** Reads the answer to {@link #survey}, and adds the numbers of levels up. */
    static Schema readSurvey(byte[] answer, long[] sizes) {
        return PartQuestion.reading(answer, in -> {
            Schema schema = Schema.read(in);
            PartReader reader = new PartReader(in, ANSWER, VERSION);
            int[] own = reader.counts();
            reader.end();
            for (int f = 0; f < sizes.length; f++) {
                sizes[f] += own[f];
            }
            return schema;
        });
    }

    /** Reads the answer to {@link #summary}: adds it to those of the parts before. */
    static ProductsSummary readSummary(byte[] answer, Design design, RowSums sums) {
        return PartQuestion.reading(answer, in -> {
            PartReader reader = new PartReader(in, ANSWER, VERSION);
            ProductsSummary summary = ProductsSummary.readFrom(reader, design);
            sums.merge(RowSums.readFrom(reader, design));
            reader.end();
            return summary;
        });
    }

    /** Reads an answer that is numbers. */
    static double[] readNumbers(byte[] answer) {
        return PartQuestion.reading(answer, in -> {
            PartReader reader = new PartReader(in, ANSWER, VERSION);
            double[] numbers = reader.countedNumbers();
            reader.end();
            return numbers;
        });
    }

    private static byte[] numbersAnswered(double[] numbers) {
        return answered(writer -> writer.counted(numbers));
    }

    private static byte[] answered(Content content) {
        return PartQuestion.writing(out -> {
            PartWriter writer = new PartWriter(out, ANSWER, VERSION);
            content.to(writer);
            writer.end();
        });
    }

    /** Writes the content of a part. */
    @FunctionalInterface
    private interface Content {
        void to(PartWriter writer) throws IOException;
    }

    private static byte[] question(Kind kind, Content content) {
        return PartQuestion.writing(out -> {
            PartWriter writer = new PartWriter(out, KIND, VERSION);
            writer.text(kind.name());
            content.to(writer);
            writer.end();
        });
    }

    /** Which rows, means and spreads are there, and how many levels? */
    private static final class Survey extends KeptQuestion {
        @Override
        byte[] answer(KeptPart part) {
            return PartQuestion.writing(out -> {
                part.schema().withoutGroups().write(out);
                PartWriter writer = new PartWriter(out, ANSWER, VERSION);
                writer.counted(part.schema().groupSizes().stream()
                        .mapToInt(Integer::intValue)
                        .toArray());
                writer.end();
            });
        }
    }

    /** Which rows, levels, means and spreads are there? */
    private static final class Levels extends KeptQuestion {
        @Override
        byte[] answer(KeptPart part) {
            return PartQuestion.writing(part.schema()::write);
        }
    }

    /** What is there of cross-products, and of the sums beside them? */
    private static final class Summary extends KeptQuestion {
        private final int stride;

        Summary(int stride) {
            this.stride = stride;
        }

        @Override
        byte[] answer(KeptPart part) {
            return answered(writer -> {
                part.summary(stride).writeTo(writer);
                part.sums().writeTo(writer);
            });
        }
    }

    /** What are the cross-products within the levels of the only factor? */
    private static final class Within extends KeptQuestion {
        private final double[] shift;

        Within(double[] shift) {
            this.shift = shift;
        }

        @Override
        byte[] answer(KeptPart part, Table rows, Progress progress) {
            return numbersAnswered(part.within(shift, rows, progress));
        }
    }

    /** What do the levels tell of the variances? */
    private static final class Sums extends KeptQuestion {
        private final int[] kept;
        private final double[][] units;
        private final double[] inverse;

        Sums(PartReader in) throws IOException {
            kept = in.counts();
            units = in.countedArrays();
            inverse = in.countedNumbers();
        }

        @Override
        byte[] answer(KeptPart part) {
            return numbersAnswered(part.levelSums(kept, units, inverse));
        }
    }

    /** What does a solver ask? */
    private static final class Request extends KeptQuestion {
        private final int[] kept;
        private final double[] shift;
        private final PartRequest request;

        Request(PartReader in) throws IOException {
            kept = in.counts();
            shift = in.countedNumbers();
            request = PartRequest.readFrom(in);
        }

        @Override
        byte[] answer(KeptPart part) {
            return numbersAnswered(part.answer(kept, shift, request));
        }
    }
}

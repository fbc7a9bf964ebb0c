package org.multilevel.fit.rows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.parts.PartReader;
import org.multilevel.data.parts.PartWriter;
import org.multilevel.design.Design;
import org.multilevel.design.Schema;
import org.multilevel.design.TransformSurvey;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.RemainderProducts;
import org.multilevel.fit.products.RowSums;
import org.multilevel.fit.products.Standardisation;
import org.multilevel.fit.products.WithinProducts;

/**
 * What is asked of every part of a table, in a written form that goes to where the part lies; the part is read once for an answer.
 *
 * <p>Any number of threads may answer at a time.
 */
public abstract sealed class PartQuestion {
    private static final String KIND = "questions of a part";
    private static final String ANSWER = "answers of a part";
    private static final int VERSION = 1;

    /** Writes what follows one another. */
    @FunctionalInterface
    interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    /** Reads it. */
    @FunctionalInterface
    interface Reading<T> {
        T from(DataInputStream in) throws IOException;
    }

    /** The kinds of questions; their names are part of the written form. */
    private enum Kind {
        TRANSFORMS,
        SURVEY,
        PRODUCTS,
        WITHIN,
        REMAINDER
    }

    private PartQuestion() {}

    /**
     * Reads a question.
     *
     * @throws org.multilevel.error.DataException if it is damaged, or of another release
     */
    public static PartQuestion read(byte[] question) {
        return reading(question, in -> {
            PartReader reader = new PartReader(in, KIND, VERSION);
            Kind kind = reader.constant(Kind.values(), "question");
            reader.end();
            return switch (kind) {
                case TRANSFORMS -> new Transforms(in.readAllBytes());
                case SURVEY -> new Survey(TransformSurvey.read(in));
                case PRODUCTS -> new Products(in);
                case WITHIN -> new Within(in);
                case REMAINDER -> new Remainder(in);
            };
        });
    }

    /**
     * Answers from the rows of a part.
     *
     * @throws org.multilevel.error.MultilevelException if a row does not allow it
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public abstract byte[] answer(Table part, Progress progress);

    static byte[] transforms(TransformSurvey survey) {
        return question(Kind.TRANSFORMS, survey::write);
    }

    static byte[] survey(TransformSurvey complete) {
        return question(Kind.SURVEY, complete::write);
    }

    static byte[] products(Schema schema, Standardisation standard) {
        return question(Kind.PRODUCTS, out -> {
            schema.write(out);
            part(out, KIND, standard::writeTo);
        });
    }

    static byte[] within(
            Schema schema, Design design, Standardisation standard, CrossProducts products, double[] shift) {
        return question(Kind.WITHIN, out -> {
            schema.write(out);
            part(out, KIND, standard::writeTo);
            products.write(out, design, standard);
            part(out, KIND, writer -> writer.numbers(shift, shift.length));
        });
    }

    static byte[] remainder(Schema schema, Standardisation standard, double[] beta, double[][] effects) {
        return question(Kind.REMAINDER, out -> {
            schema.write(out);
            part(out, KIND, standard::writeTo);
            part(out, KIND, writer -> {
                writer.numbers(beta, beta.length);
                for (double[] factor : effects) {
                    writer.numbers(factor, factor.length);
                }
            });
        });
    }

    /** Reads the answer to {@link #products}: adds it to the sums of the parts before. */
    static void addProducts(
            byte[] answer, Design design, Standardisation standard, CrossProducts products, RowSums sums) {
        reading(answer, in -> {
            products.merge(CrossProducts.read(in, design, standard));
            PartReader reader = new PartReader(in, ANSWER, VERSION);
            sums.merge(RowSums.readFrom(reader, design));
            reader.end();
            return sums;
        });
    }

    /** Reads the answer to {@link #within}, of n numbers. */
    static double[] readWithin(byte[] answer, int n) {
        return reading(answer, in -> {
            PartReader reader = new PartReader(in, ANSWER, VERSION);
            double[] matrix = reader.numbers(n);
            reader.end();
            return matrix;
        });
    }

    /** Reads the answer to {@link #remainder}. */
    static RemainderProducts readRemainder(byte[] answer, Standardisation standard, double[] beta, double[][] effects) {
        return reading(answer, in -> {
            PartReader reader = new PartReader(in, ANSWER, VERSION);
            RemainderProducts read = RemainderProducts.readFrom(reader, standard, beta, effects);
            reader.end();
            return read;
        });
    }

    static byte[] writing(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            writing.to(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("memory is no device that fails", e);
        }
        return bytes.toByteArray();
    }

    static <T> T reading(byte[] bytes, Reading<T> reading) {
        try {
            return reading.from(new DataInputStream(new ByteArrayInputStream(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException("memory is no device that fails", e);
        }
    }

    private static byte[] question(Kind kind, Writing content) {
        return writing(out -> {
            part(out, KIND, writer -> writer.text(kind.name()));
            content.to(out);
        });
    }

    /** Writes a part of a part's own. */
    @FunctionalInterface
    private interface Content {
        void to(PartWriter writer) throws IOException;
    }

    private static void part(DataOutputStream out, String kind, Content content) throws IOException {
        PartWriter writer = new PartWriter(out, kind, VERSION);
        content.to(writer);
        writer.end();
    }

    /** What do the data decide about transformations, in this pass? */
    private static final class Transforms extends PartQuestion {
        private final byte[] survey;

        Transforms(byte[] survey) {
            this.survey = survey;
        }

        @Override
        public byte[] answer(Table part, Progress progress) {
            TransformSurvey own = reading(survey, TransformSurvey::read);
            own.read(part, progress);
            return writing(own::write);
        }
    }

    /** Which rows, levels, means and spreads are there? */
    private static final class Survey extends PartQuestion {
        private final TransformSurvey transforms;

        Survey(TransformSurvey transforms) {
            this.transforms = transforms;
        }

        @Override
        public byte[] answer(Table part, Progress progress) {
            return writing(Schema.of(transforms, part, progress)::write);
        }
    }

    /** A question about the columns of a design. */
    private abstract static sealed class OfDesign extends PartQuestion {
        final Design design;
        final Standardisation standard;

        OfDesign(DataInputStream in) throws IOException {
            design = Design.of(Schema.read(in));
            PartReader reader = new PartReader(in, KIND, VERSION);
            standard = Standardisation.readFrom(reader, design);
            reader.end();
        }
    }

    /** What are the cross-products, and the sums beside them? */
    private static final class Products extends OfDesign {
        Products(DataInputStream in) throws IOException {
            super(in);
        }

        @Override
        public byte[] answer(Table part, Progress progress) {
            CrossProducts products = CrossProducts.empty(design);
            RowSums sums = new RowSums(design);
            design.scan(part, progress, block -> {
                products.add(block, standard);
                sums.add(block);
            });
            return writing(out -> {
                products.write(out, design, standard);
                part(out, ANSWER, sums::writeTo);
            });
        }
    }

    /** What are the cross-products within the levels of the only factor? */
    private static final class Within extends OfDesign {
        private final CrossProducts all;
        private final double[] shift;

        Within(DataInputStream in) throws IOException {
            super(in);
            all = CrossProducts.read(in, design, standard);
            PartReader reader = new PartReader(in, KIND, VERSION);
            shift = reader.numbers(all.p);
            reader.end();
        }

        @Override
        public byte[] answer(Table part, Progress progress) {
            double[] matrix = WithinProducts.read(design, part, all, standard, -1, shift, progress);
            return writing(out -> part(out, ANSWER, writer -> writer.numbers(matrix, matrix.length)));
        }
    }

    /** What is left of the response beside coefficients and effects? */
    private static final class Remainder extends OfDesign {
        private final double[] beta;
        private final double[][] effects;

        Remainder(DataInputStream in) throws IOException {
            super(in);
            PartReader reader = new PartReader(in, KIND, VERSION);
            beta = reader.numbers(design.fixed().size());
            effects = new double[design.factors().size()][];
            for (int f = 0; f < effects.length; f++) {
                int width = design.factors().get(f).width();
                effects[f] = reader.numbers(
                        Math.multiplyExact(design.factors().get(f).levels().size(), width));
            }
            reader.end();
        }

        @Override
        public byte[] answer(Table part, Progress progress) {
            RemainderProducts remainder = RemainderProducts.read(
                    design,
                    part,
                    standard,
                    beta,
                    Arrays.stream(effects).map(double[]::clone).toArray(double[][]::new),
                    progress);
            return writing(out -> part(out, ANSWER, remainder::writeTo));
        }
    }
}

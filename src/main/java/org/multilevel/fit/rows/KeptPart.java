package org.multilevel.fit.rows;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.parts.PartReader;
import org.multilevel.data.parts.PartWriter;
import org.multilevel.design.Design;
import org.multilevel.design.Schema;
import org.multilevel.design.TransformSurvey;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.determination.LevelSums;
import org.multilevel.fit.effects.FactorEffects;
import org.multilevel.fit.effects.JointEffects;
import org.multilevel.fit.effects.RawResults;
import org.multilevel.fit.leastsquares.PartRequest;
import org.multilevel.fit.leastsquares.PartSystem;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.ProductsSummary;
import org.multilevel.fit.products.RowSums;
import org.multilevel.fit.products.Standardisation;
import org.multilevel.fit.products.WithinProducts;

/**
 * What a part of a table keeps where it lies: the levels in its rows, and once columns are standardised the cross-products of these levels.
 * It answers for them with numbers that do not grow with their number.
 *
 * <p>Any number of threads may ask. It has a written form, so that it can go to disk.
 */
public final class KeptPart {
    private static final String KIND = "kept parts";
    private static final int VERSION = 1;

    private final Schema schema;
    private final Optional<Products> products;
    /** The problem that was asked about last. */
    private volatile Optional<Prepared> prepared = Optional.empty();

    /**
     * The cross-products of the part.
     *
     * @param whole what is known of the table, without the levels of grouping factors
     */
    private record Products(Schema whole, Standardisation standard, CrossProducts all, RowSums sums) {}

    private record Prepared(int[] kept, double[] shift, CrossProducts products, PartSystem system) {
        boolean isFor(int[] columns, double[] b) {
            return Arrays.equals(kept, columns) && Arrays.equals(shift, b);
        }
    }

    private KeptPart(Schema schema, Optional<Products> products) {
        this.schema = schema;
        this.products = products;
    }

    /**
     * Surveys the rows of a part.
     *
     * @throws org.multilevel.error.MultilevelException if a row does not allow it
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public static KeptPart of(byte[] making, Table rows, Progress progress) {
        TransformSurvey transforms = PartQuestion.reading(making, TransformSurvey::read);
        return new KeptPart(Schema.of(transforms, rows, progress), Optional.empty());
    }

    /**
     * Forms the cross-products of the part.
     *
     * @param rows those that were surveyed
     * @throws org.multilevel.error.MultilevelException if a row does not allow it
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public KeptPart next(byte[] making, Table rows, Progress progress) {
        return PartQuestion.reading(making, in -> {
            Schema whole = Schema.read(in);
            Design design = design(whole);
            PartReader reader = new PartReader(in, KIND, VERSION);
            Standardisation standard = Standardisation.readFrom(reader, design);
            reader.end();
            CrossProducts all = CrossProducts.empty(design);
            RowSums sums = new RowSums(design);
            design.scan(rows, progress, block -> {
                all.add(block, standard);
                sums.add(block);
            });
            return new KeptPart(
                    schema, Optional.of(new Products(whole, standard, all, sums.withoutLevels(Design.of(whole)))));
        });
    }

    /** Returns the columns of the whole table and the levels of this part. */
    private Design design(Schema whole) {
        return Design.of(whole.withGroupsOf(schema));
    }

    /** Returns the columns of the whole table and the levels of this part, once there are cross-products. */
    public Design design() {
        return design(formed().whole());
    }

    private Products formed() {
        return products.orElseThrow(() -> new IllegalStateException("the part has no cross-products yet"));
    }

    /** Answers a question about what is kept. */
    public byte[] answer(byte[] question) {
        return KeptQuestion.read(question).answer(this);
    }

    /**
     * Answers a question about what is kept and the rows that it was made of.
     *
     * @throws org.multilevel.error.MultilevelException if a row does not allow it
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public byte[] answerFromRows(byte[] question, Table rows, Progress progress) {
        return KeptQuestion.read(question).answer(this, rows, progress);
    }

    Schema schema() {
        return schema;
    }

    /** Returns what the driver is to know of the products. */
    ProductsSummary summary(int stride) {
        return ProductsSummary.of(formed().all(), stride);
    }

    RowSums sums() {
        return formed().sums();
    }

    double[] within(double[] shift, Table rows, Progress progress) {
        return WithinProducts.read(design(), rows, formed().all(), formed().standard(), -1, shift, progress);
    }

    /** Returns what the levels add to what the data can tell of the variances. */
    double[] levelSums(int[] kept, double[][] units, double[] inverse) {
        CrossProducts own = formed().all().keeping(kept);
        return LevelSums.of(own, new ThetaLayout(design().factors()).free(), units, inverse)
                .numbers();
    }

    double[] answer(int[] kept, double[] shift, PartRequest request) {
        return prepared(kept, shift).system().answer(request);
    }

    private Prepared prepared(int[] kept, double[] shift) {
        Optional<Prepared> known = prepared.filter(last -> last.isFor(kept, shift));
        if (known.isPresent()) {
            return known.get();
        }
        CrossProducts own = formed().all().keeping(kept);
        CrossProducts shifted = Arrays.stream(shift).allMatch(b -> b == 0) ? own : own.shifted(shift);
        // parts share the processors, and every one of them is asked
        PartSystem system = PartSystem.of(shifted, new Workers(1, Progress.NONE));
        Prepared now = new Prepared(kept, shift, shifted, system);
        prepared = Optional.of(now);
        return now;
    }

    /**
     * Returns what parts need to know of an optimum to find the effects of their levels, on the standardised scale.
     *
     * @param kept positions of the estimated coefficients
     * @param shift what was taken out of the response, p
     * @param lambda the templates, per factor q x q
     * @param fixed the factor of what is left of [X y]'W[X y]
     * @param sigma the residual standard deviation on the raw scale
     */
    public static byte[] solution(int[] kept, double[] shift, double[][] lambda, double[] fixed, double sigma) {
        return new SpreadSolution(kept, shift, lambda, fixed, sigma).write();
    }

    /**
     * Returns the estimates of the levels of this part, with the grouping factors in the order of {@link #design}.
     *
     * @param solution as {@link #solution} gives it
     */
    public List<FactorEffects> effects(byte[] solution) {
        SpreadSolution found = SpreadSolution.read(solution);
        PartSystem system = prepared(found.kept(), found.shift()).system();
        return found.effects(design(), formed().standard(), system);
    }

    /** Returns how the effects of several grouping factors vary together in this part. */
    public Optional<JointEffects> joint(byte[] solution) {
        SpreadSolution found = SpreadSolution.read(solution);
        RawResults raw = new RawResults(design(), formed().standard(), found.kept(), found.sigma());
        CrossProducts own = prepared(found.kept(), found.shift()).products();
        return JointEffects.of(own, found.lambda(), raw.halves(found.lambda()));
    }

    /** Writes what is kept. */
    public byte[] toBytes() {
        return PartQuestion.writing(this::write);
    }

    private void write(DataOutputStream out) throws IOException {
        schema.write(out);
        PartWriter writer = new PartWriter(out, KIND, VERSION);
        writer.flag(products.isPresent());
        writer.end();
        if (products.isPresent()) {
            Products formed = products.get();
            formed.whole().write(out);
            PartWriter rest = new PartWriter(out, KIND, VERSION);
            formed.standard().writeTo(rest);
            formed.sums().writeTo(rest);
            rest.end();
            formed.all().write(out, design(), formed.standard());
        }
    }

    /** Reads what {@link #toBytes} wrote. */
    public static KeptPart read(byte[] bytes) {
        return PartQuestion.reading(bytes, KeptPart::read);
    }

    private static KeptPart read(DataInputStream in) throws IOException {
        KeptPart surveyed = new KeptPart(Schema.read(in), Optional.empty());
        PartReader reader = new PartReader(in, KIND, VERSION);
        boolean isFormed = reader.flag();
        reader.end();
        if (!isFormed) {
            return surveyed;
        }
        Schema whole = Schema.read(in);
        Design columns = Design.of(whole);
        Design own = surveyed.design(whole);
        PartReader rest = new PartReader(in, KIND, VERSION);
        Standardisation standard = Standardisation.readFrom(rest, columns);
        RowSums sums = RowSums.readFrom(rest, columns);
        rest.end();
        CrossProducts all = CrossProducts.read(in, own, standard);
        return new KeptPart(surveyed.schema, Optional.of(new Products(whole, standard, all, sums)));
    }

    /** What {@link #of} takes. */
    static byte[] survey(TransformSurvey complete) {
        return PartQuestion.writing(complete::write);
    }

    /** What {@link #next} takes. */
    static byte[] products(Schema whole, Standardisation standard) {
        return PartQuestion.writing(out -> {
            whole.write(out);
            PartWriter writer = new PartWriter(out, KIND, VERSION);
            standard.writeTo(writer);
            writer.end();
        });
    }
}

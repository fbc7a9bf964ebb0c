package org.multilevel.fit.rows;

import java.util.List;
import java.util.Optional;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.Design;
import org.multilevel.design.Schema;
import org.multilevel.error.ModelException;
import org.multilevel.fit.covariance.Entries;
import org.multilevel.fit.determination.CovarianceGram;
import org.multilevel.fit.determination.LevelSums;
import org.multilevel.fit.leastsquares.FixedPart;
import org.multilevel.fit.leastsquares.SpreadProducts;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.ProductsSummary;
import org.multilevel.fit.products.RowSums;
import org.multilevel.fit.products.Standardisation;
import org.multilevel.fit.products.WithinProducts;

/**
 * Rows in parts elsewhere whose cross-products stay there: only what does not grow with the number of groups comes here, in sums that are
 * formed in the order of the parts.
 */
public final class SpreadRows implements Rows {
    /** So many levels of a factor are looked at here, to find where a search begins. */
    private static final int SAMPLE = 20_000;

    private final TableParts parts;
    private final KeptParts surveyed;
    private final Schema schema;
    private final Design design;
    private final List<Long> sizes;
    private final Progress progress;
    private Optional<KeptParts> formed = Optional.empty();

    /**
     * Takes over surveyed parts.
     *
     * @param schema of all parts, without the levels of grouping factors
     * @param sizes how many levels each grouping factor has
     */
    SpreadRows(TableParts parts, KeptParts surveyed, Schema schema, List<Long> sizes, Progress progress) {
        this.parts = parts;
        this.surveyed = surveyed;
        this.schema = schema;
        this.design = Design.of(schema);
        this.sizes = List.copyOf(sizes);
        this.progress = progress;
    }

    @Override
    public Design design() {
        return design;
    }

    @Override
    public Optional<SpreadRows> spread() {
        return Optional.of(this);
    }

    @Override
    public CrossProducts products(Standardisation standard, RowSums beside) {
        progress.report("reading rows", Double.NaN);
        formed.ifPresent(KeptParts::close);
        KeptParts now = surveyed.next(KeptPart.products(schema, standard));
        formed = Optional.of(now);
        long most = sizes.stream().mapToLong(Long::longValue).max().orElse(1);
        int stride = (int) Math.max(1, most / SAMPLE);
        PartSum<ProductsSummary> sum = PartSum.adding(ProductsSummary::add);
        now.ask(KeptQuestion.summary(stride), answer -> sum.add(KeptQuestion.readSummary(answer, design, beside)));
        return sum.get().products();
    }

    private KeptParts formed() {
        return formed.orElseThrow(() -> new IllegalStateException("there are no cross-products yet"));
    }

    @Override
    public double[] within(CrossProducts all, Standardisation standard, int without, double[] b) {
        progress.report("reading rows", Double.NaN);
        double[] sum = new double[(all.p + 1) * (all.p + 1)];
        formed().askWithRows(
                        KeptQuestion.within(b), answer -> WithinProducts.merge(sum, KeptQuestion.readNumbers(answer)));
        return sum;
    }

    @Override
    public CrossProducts remainder(
            CrossProducts all, int[] kept, Standardisation standard, double[] beta, double[][] effects) {
        throw new ModelException("Fixed effects and groups explain nearly all of "
                + design.response().name()
                + ", and where several groupings share it, its last digits are found from all rows and effects together, which here"
                + " stay spread over the cluster; fit with --spread no, or subtract from the response what is known.");
    }

    /** Returns what the levels of all parts tell of the variances. */
    public LevelSums levelSums(int[] kept, CrossProducts products, Entries entries) {
        double[] inverse = FixedPart.factor(products.xy.clone(), products.p).inverseFactor();
        double[] numbers = sum(KeptQuestion.levelSums(kept, CovarianceGram.units(products), inverse));
        return LevelSums.of(numbers, entries.size(), products.p, products.widths);
    }

    /** Returns what a solver asks: the problem of the kept columns and the response less X b. */
    public SpreadProducts system(int[] kept, double[] shift) {
        return request -> sum(KeptQuestion.request(kept, shift, request));
    }

    /** Adds the answers up in the order of the parts. */
    private double[] sum(byte[] question) {
        PartSum<double[]> sum = PartSum.adding(WithinProducts::merge);
        formed().ask(question, answer -> sum.add(KeptQuestion.readNumbers(answer)));
        return sum.get();
    }

    @Override
    public Table table() {
        return parts.whole();
    }
}

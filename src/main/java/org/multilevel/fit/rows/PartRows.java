package org.multilevel.fit.rows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.design.Schema;
import org.multilevel.design.TransformSurvey;
import org.multilevel.error.DataException;
import org.multilevel.error.MethodException;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.RemainderProducts;
import org.multilevel.fit.products.RowSums;
import org.multilevel.fit.products.Standardisation;
import org.multilevel.fit.products.WithinProducts;
import org.multilevel.fit.structure.Structures;
import org.multilevel.formula.Formula;

/** Rows that lie elsewhere in parts, asked one question at a time; sums are added up in the order of the parts. */
final class PartRows implements Rows {
    private final TableParts parts;
    private final Schema schema;
    private final Design design;
    private final Progress progress;

    private PartRows(TableParts parts, Schema schema, Progress progress) {
        this.parts = parts;
        this.schema = schema;
        this.design = Design.of(schema);
        this.progress = progress;
    }

    /** Surveys the parts, and decides where their cross-products are going to be. */
    static Rows of(Formula formula, TableParts parts, DesignOptions options, Progress progress) {
        TransformSurvey transforms = TransformSurvey.of(formula, parts.whole(), options);
        while (!transforms.isComplete()) {
            progress.report("reading transformations", Double.NaN);
            transforms = pass(transforms, parts);
        }
        progress.report("surveying rows", Double.NaN);
        Optional<KeepingParts> keeping = parts.keeping();
        return keeping.isPresent()
                ? kept(parts, keeping.get(), transforms, progress)
                : gathered(parts, transforms, progress);
    }

    /** Leaves levels and cross-products with the parts where they are too many for here. */
    private static Rows kept(TableParts parts, KeepingParts keeping, TransformSurvey transforms, Progress progress) {
        KeptParts surveyed = keeping.keep(KeptPart.survey(transforms));
        List<Schema> found = new ArrayList<>();
        long[] sizes = new long[transforms.groupColumns().size()];
        surveyed.ask(KeptQuestion.survey(), answer -> {
            Schema next = KeptQuestion.readSurvey(answer, sizes);
            found.add(found.isEmpty() ? next : found.remove(0).plus(next));
        });
        Schema schema = found.get(0);
        Design columns = Design.of(schema);
        boolean spread = sizes.length > 0
                && (keeping.always() || !Room.ofJava().hasForProducts(columns, sizes, parts.pairsOfGroups()));
        if (spread && Structures.areIn(columns)) {
            throw new MethodException(
                    "Covariance structures are estimated from the rows themselves, which go to one machine for that, and here they stay"
                            + " spread over the cluster; take the structures out, or fit with --spread no.");
        }
        if (spread) {
            List<Long> levels = Arrays.stream(sizes).boxed().toList();
            return new SpreadRows(parts, surveyed, schema, levels, progress);
        }
        found.clear();
        surveyed.ask(KeptQuestion.levels(), answer -> {
            Schema next = PartQuestion.reading(answer, Schema::read);
            found.add(found.isEmpty() ? next : found.remove(0).plus(next));
        });
        surveyed.close();
        return new PartRows(parts, found.get(0), progress);
    }

    private static Rows gathered(TableParts parts, TransformSurvey transforms, Progress progress) {
        List<Schema> found = new ArrayList<>();
        parts.ask(PartQuestion.survey(transforms), answer -> {
            Schema next = PartQuestion.reading(answer, Schema::read);
            found.add(found.isEmpty() ? next : found.remove(0).plus(next));
        });
        if (found.isEmpty()) {
            throw new DataException("The table has no parts: give one with rows.");
        }
        return new PartRows(parts, found.get(0), progress);
    }

    private static TransformSurvey pass(TransformSurvey sent, TableParts parts) {
        List<TransformSurvey> sum = new ArrayList<>();
        parts.ask(PartQuestion.transforms(sent), answer -> {
            TransformSurvey next = PartQuestion.reading(answer, TransformSurvey::read);
            if (sum.isEmpty()) {
                sum.add(next);
            } else {
                sum.get(0).add(next);
            }
        });
        if (sum.isEmpty()) {
            throw new DataException("The table has no parts: give one with rows.");
        }
        sum.get(0).endPass();
        return sum.get(0);
    }

    @Override
    public Design design() {
        return design;
    }

    @Override
    public CrossProducts products(Standardisation standard, RowSums beside) {
        Room.ofJava().checkProducts(design, parts.pairsOfGroups());
        progress.report("reading rows", Double.NaN);
        CrossProducts products = CrossProducts.empty(design);
        parts.ask(
                PartQuestion.products(schema, standard),
                answer -> PartQuestion.addProducts(answer, design, standard, products, beside));
        return products;
    }

    /** Reads the parts where a level is left out of the products as of the other levels alone, whose rows are all there is. */
    @Override
    public double[] within(CrossProducts all, Standardisation standard, int without, double[] b) {
        if (without >= 0) {
            return WithinProducts.read(design, table(), all, standard, without, b, Progress.NONE);
        }
        progress.report("reading rows", Double.NaN);
        int n = (all.p + 1) * (all.p + 1);
        double[] sum = new double[n];
        parts.ask(
                PartQuestion.within(schema, design, standard, all, b),
                answer -> WithinProducts.merge(sum, PartQuestion.readWithin(answer, n)));
        return sum;
    }

    @Override
    public CrossProducts remainder(
            CrossProducts all, int[] kept, Standardisation standard, double[] beta, double[][] effects) {
        progress.report("reading rows", Double.NaN);
        RemainderProducts sum = RemainderProducts.none(standard, beta, effects);
        parts.ask(
                PartQuestion.remainder(schema, standard, beta, effects),
                answer -> sum.merge(PartQuestion.readRemainder(answer, standard, beta, effects)));
        return sum.of(all, kept);
    }

    @Override
    public Table table() {
        return parts.whole();
    }
}

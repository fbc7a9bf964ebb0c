package org.multilevel.fit.rows;

import java.util.Arrays;
import java.util.Optional;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.design.Schema;
import org.multilevel.design.TransformSurvey;
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

    /** Leaves levels and cross-products with the parts where they are too many for here; what is kept of the rows is let go where not. */
    private static Rows kept(TableParts parts, KeepingParts keeping, TransformSurvey transforms, Progress progress) {
        KeptParts surveyed = keeping.keep(KeptPart.survey(transforms));
        boolean stays = false;
        try {
            long[] sizes = new long[transforms.groupColumns().size()];
            PartSum<Schema> found = new PartSum<>(Schema::plus);
            surveyed.ask(KeptQuestion.survey(), answer -> found.add(KeptQuestion.readSurvey(answer, sizes)));
            Schema schema = found.get();
            stays = staySpread(parts, keeping, Design.of(schema), sizes);
            return stays
                    ? new SpreadRows(
                            parts,
                            surveyed,
                            schema,
                            Arrays.stream(sizes).boxed().toList(),
                            progress)
                    : new PartRows(parts, levels(surveyed), progress);
        } finally {
            if (!stays) {
                surveyed.close();
            }
        }
    }

    private static boolean staySpread(TableParts parts, KeepingParts keeping, Design columns, long[] sizes) {
        boolean spread = sizes.length > 0
                && (keeping.always() || !Room.ofJava().hasForProducts(columns, sizes, parts.pairsOfGroups()));
        if (spread && Structures.areIn(columns)) {
            throw new MethodException(
                    "Covariance structures are estimated from the rows themselves, which go to one machine for that, and here they stay"
                            + " spread over the cluster; take the structures out, or fit with --spread no.");
        }
        return spread;
    }

    private static Schema levels(KeptParts surveyed) {
        PartSum<Schema> found = new PartSum<>(Schema::plus);
        surveyed.ask(KeptQuestion.levels(), answer -> found.add(PartQuestion.reading(answer, Schema::read)));
        return found.get();
    }

    private static Rows gathered(TableParts parts, TransformSurvey transforms, Progress progress) {
        PartSum<Schema> found = new PartSum<>(Schema::plus);
        parts.ask(PartQuestion.survey(transforms), answer -> found.add(PartQuestion.reading(answer, Schema::read)));
        return new PartRows(parts, found.get(), progress);
    }

    private static TransformSurvey pass(TransformSurvey sent, TableParts parts) {
        PartSum<TransformSurvey> sum = PartSum.adding(TransformSurvey::add);
        parts.ask(
                PartQuestion.transforms(sent), answer -> sum.add(PartQuestion.reading(answer, TransformSurvey::read)));
        sum.get().endPass();
        return sum.get();
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

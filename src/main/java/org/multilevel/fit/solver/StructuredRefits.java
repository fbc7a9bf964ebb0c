package org.multilevel.fit.solver;

import java.util.Arrays;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.error.ModelException;
import org.multilevel.fit.answers.Estimates;
import org.multilevel.fit.answers.LevelRefits;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.rows.Room;
import org.multilevel.fit.structure.DrawnRows;
import org.multilevel.fit.structure.StructuredCriterion;
import org.multilevel.fit.structure.Structures;

/**
 * Leaves out levels of a model with covariance structures: those of the rows that are left are made anew, since a subject that loses rows in its middle
 * has others.
 */
final class StructuredRefits implements LevelRefits {
    private final StructuredOptimum optimum;
    private final DrawnRows rows;
    private final Table table;
    private final int factor;
    private final Progress progress;

    /** @param factor its position; the number of factors for the subjects of the residuals */
    StructuredRefits(StructuredOptimum optimum, DrawnRows rows, Table table, int factor, Progress progress) {
        this.optimum = optimum;
        this.rows = rows;
        this.table = table;
        this.factor = factor;
        this.progress = progress;
    }

    private boolean ofSubjects() {
        return factor == optimum.equations().design().factors().size();
    }

    private int[] left(int level) {
        return ofSubjects() ? rows.withoutSubject(level) : rows.without(factor, level);
    }

    @Override
    public int levels() {
        return ofSubjects()
                ? rows.subjects().size()
                : optimum.equations().design().factors().get(factor).levels().size();
    }

    @Override
    public String label(int level) {
        return ofSubjects()
                ? rows.subjects().get(level)
                : optimum.equations().design().factors().get(factor).levels().get(level);
    }

    @Override
    public long rows(int level) {
        return rows.count() - (long) left(level).length;
    }

    @Override
    public Estimates without(int level) {
        progress.checkCancelled();
        if (levels() < 3 && !ofSubjects()) {
            throw new ModelException("only one level is left, and one level tells no variance between levels.");
        }
        MixedModelEquations equations = optimum.equations();
        int[] left = left(level);
        int[] kept = equations.kept();
        CrossProducts products =
                rows.products(left, kept, equations.design().fixed().size());
        MixedModelEquations rest = equations.withRows(products);
        int[] columns = Arrays.stream(rest.kept())
                .map(column -> Arrays.binarySearch(kept, column))
                .toArray();
        try (Workers workers = new Workers(1, progress)) {
            Structures structures = rows.of(
                    left,
                    columns,
                    rest.products(),
                    equations.design(),
                    table,
                    Room.ofJava().numbers() / 4,
                    workers);
            StructuredCriterion criterion = StructuredOptimum.criterion(
                    rest,
                    structures,
                    StructuredOptimum.plan(rest, structures, workers).with(structures.pattern(), workers),
                    optimum.phi(),
                    workers,
                    progress);
            return new StructuredOptimum(rest, structures, optimum.theta(), optimum.phi()).estimates(criterion);
        }
    }
}

package org.multilevel.design;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.multilevel.data.Batch;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.TableView;
import org.multilevel.formula.Formula;

/**
 * Finds the {@link Structure} of a table while somebody else reads it, so that it costs no pass of its own.
 *
 * <p>It looks at the first scan of {@link #table()} that asks for all columns of the model.
 */
public final class StructureSurvey {
    private final BoundFormula bound;
    private final Table table;
    private Optional<Structure> structure = Optional.empty();

    private StructureSurvey(BoundFormula bound, Table table) {
        this.bound = bound;
        this.table = table;
    }

    /**
     * Prepares the survey of a table.
     *
     * @throws org.multilevel.error.ModelException if a column does not exist or is of the wrong type
     */
    public static StructureSurvey of(Formula formula, Table table, DesignOptions options, Progress progress) {
        return new StructureSurvey(BoundFormula.of(formula, table, options, progress), table);
    }

    /** Returns the same table, which is looked at when it is read. */
    public Table table() {
        return new Watched();
    }

    /** Returns what was found; nothing if no scan was completed that asked for all columns. */
    public Optional<Structure> structure() {
        return structure;
    }

    private final class Watched extends TableView {
        Watched() {
            super(table);
        }

        @Override
        public void scan(List<String> columns, Progress progress, Consumer<Batch> consumer) {
            if (structure.isPresent() || !columns.containsAll(bound.inputs().all())) {
                super.scan(columns, progress, consumer);
                return;
            }
            StructurePass pass = new StructurePass(bound, table, columns);
            super.scan(columns, progress, batch -> {
                consumer.accept(batch);
                pass.accept(batch);
            });
            structure = Optional.of(pass.finish());
        }
    }
}

package org.multilevel.design;

import java.util.List;
import java.util.Optional;
import org.multilevel.data.Batch;
import org.multilevel.data.levels.GroupCollector;
import org.multilevel.data.levels.LevelCollector;
import org.multilevel.design.expression.Evaluators;
import org.multilevel.design.expression.LabelSources;
import org.multilevel.design.scan.Binding;
import org.multilevel.design.scan.Selection;
import org.multilevel.formula.Expression;
import org.multilevel.formula.ResidualTerm;

/**
 * What the covariance of the residuals depends on, for the rows of one block after the other: whose they are, when they were taken, and of
 * which stratum they are.
 *
 * <p>Arrays are public to the loop that reads them.
 */
public final class ResidualRows {
    /** A number for the subject of each row; every row is a subject of its own where residuals are independent. */
    public final int[] subject = new int[DesignBlock.CAPACITY];
    /** Where a row stands: a number as the table has it, or for a column of text that of its level, see {@link #rank}; 0 without a column. */
    public final double[] position = new double[DesignBlock.CAPACITY];
    /** A number for the stratum of each row, see {@link #stratum(int)}; 0 without strata. */
    public final int[] stratum = new int[DesignBlock.CAPACITY];

    private final Optional<GroupCollector> subjects;
    private final int numericPosition;
    private final Optional<LevelCollector> positions;
    private final Optional<LevelCollector> strata;
    private final int[] ids = new int[DesignBlock.CAPACITY];
    private int rows;
    private boolean ended;

    ResidualRows(DesignParts parts, Binding binding) {
        Evaluators nodes = new Evaluators(binding, parts.facts().constants());
        Optional<ResidualTerm> term = parts.options().residual();
        subjects = term.map(t -> new GroupCollector(t.subject().stream()
                .map(name -> LabelSources.of(new Expression.Column(name), binding, nodes))
                .toList()));
        Optional<String> column = term.flatMap(ResidualTerm::position);
        numericPosition =
                column.filter(binding::isNumeric).map(binding::position).orElse(-1);
        positions = column.filter(name -> !binding.isNumeric(name)).map(name -> collector(name, binding, nodes));
        strata = parts.options().strata().map(name -> collector(name, binding, nodes));
    }

    private static LevelCollector collector(String name, Binding binding, Evaluators nodes) {
        return LevelCollector.of(LabelSources.of(new Expression.Column(name), binding, nodes));
    }

    void read(Batch batch, Selection selection) {
        int n = selection.count();
        if (subjects.isPresent()) {
            subjects.get().collect(batch, selection.rows(), n, subject);
        } else {
            for (int i = 0; i < n; i++) {
                subject[i] = rows + i;
            }
        }
        rows += n;
        if (numericPosition >= 0) {
            System.arraycopy(selection.gather(batch.numbers(numericPosition), position), 0, position, 0, n);
        }
        positions.ifPresent(collector -> {
            collector.collect(batch, selection.rows(), n, ids);
            for (int i = 0; i < n; i++) {
                position[i] = ids[i];
            }
        });
        strata.ifPresent(collector -> collector.collect(batch, selection.rows(), n, stratum));
    }

    /** Returns whether positions are numbers, not text. */
    public boolean isNumeric() {
        return numericPosition >= 0;
    }

    /** Ends the scan of positions that are text; returns their labels in their order. */
    public List<String> labels() {
        return positions.map(collector -> collector.finish().index().labels()).orElse(List.of());
    }

    /** Returns the place of a position that is text among {@link #labels()}, which must have been asked for. */
    public int rank(double id) {
        return positions.orElseThrow().rank((int) id);
    }

    /** Ends the scan of the subjects, if it has not ended; returns the labels of the columns of a subject. */
    public List<String> subjectLabels(int id) {
        GroupCollector collector = subjects.orElseThrow();
        if (!ended) {
            collector.finish();
            ended = true;
        }
        return collector.labels(id);
    }

    /** Ends the scan of the strata; returns their labels in their order; none without strata. */
    public List<String> strata() {
        return strata.map(collector -> collector.finish().index().labels()).orElse(List.of());
    }

    /** Returns the place of a stratum among {@link #strata()}, which must have been asked for. */
    public int stratum(int id) {
        return strata.map(collector -> collector.rank(id)).orElse(0);
    }
}

package org.multilevel.design;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.multilevel.data.Batch;
import org.multilevel.data.levels.GroupReader;
import org.multilevel.data.levels.LevelReader;
import org.multilevel.data.levels.LevelSource;
import org.multilevel.design.expression.Evaluators;
import org.multilevel.design.expression.Expressions;
import org.multilevel.design.expression.LabelSources;
import org.multilevel.design.expression.ResponseReader;
import org.multilevel.design.matrix.Layout;
import org.multilevel.design.matrix.ModelColumns;
import org.multilevel.design.matrix.VariableValues;
import org.multilevel.design.scan.Binding;
import org.multilevel.design.scan.Selection;
import org.multilevel.error.Labels;
import org.multilevel.error.ModelException;
import org.multilevel.formula.Expression;

/** Fills the design block with the selected rows of one batch after the other; one for each scan. */
final class BlockFiller {
    private final Layout layout;
    private final int weights;
    private final VariableValues values;
    private final List<LevelReader> readers;
    private final List<GroupReader> groups;
    private final ResponseReader response;
    private final int width;
    private final int[] widths;
    private final DesignBlock block;
    private final Map<String, Set<String>> unseen = new LinkedHashMap<>();
    private Optional<String> firstUndefined = Optional.empty();
    private long rows;

    /**
     * Creates the filler for a scan.
     *
     * @param forFit whether the scan has response and weights
     */
    BlockFiller(DesignParts parts, boolean forFit, Binding binding) {
        Evaluators nodes = new Evaluators(binding, parts.facts().constants());
        this.layout = parts.layout();
        this.weights = forFit ? parts.options().weights().map(binding::position).orElse(-1) : -1;
        this.readers = new ArrayList<>();
        List<Expression> factors = layout.variables().factors();
        for (int f = 0; f < factors.size(); f++) {
            readers.add(LevelReader.of(
                    LabelSources.of(Expressions.labelSource(factors.get(f)), binding, nodes),
                    parts.levels().get(f)));
        }
        this.values = new VariableValues(layout.variables().numeric(), readers, nodes);
        this.groups = new ArrayList<>();
        for (int f = 0; f < parts.groups().size(); f++) {
            List<LevelSource> sources = layout.random().get(f).group().stream()
                    .map(column -> LabelSources.of(column, binding, nodes))
                    .toList();
            groups.add(new GroupReader(parts.groups().get(f), sources));
        }
        List<Expression> offsets = parts.terms().offsets();
        this.response = forFit
                ? ResponseReader.of(parts.terms().response(), offsets, nodes)
                : ResponseReader.ofOffsets(offsets, nodes);
        this.width = layout.fixed().columns().size();
        this.widths = layout.random().stream()
                .mapToInt(factor -> factor.blocks().stream()
                        .mapToInt(columns -> columns.columns().size())
                        .sum())
                .toArray();
        this.block = new DesignBlock(width, widths, binding.batchRows());
    }

    /**
     * Fills the block for a fit.
     *
     * @throws ModelException if a value cannot be computed or a level is not known
     */
    DesignBlock fill(Batch batch, Selection selection) {
        load(batch, selection, ModelException.THROWN);
        for (int f = 0; f < groups.size(); f++) {
            refuseUnseen(batch, selection, f);
        }
        visitUnseen(batch, selection, (variable, level, row) -> {
            throw unseen(variable, level, batch.rowName(row));
        });
        return block;
    }

    /** Checks that every selected row has a level of a grouping factor. */
    private void refuseUnseen(Batch batch, Selection selection, int f) {
        int[] read = block.level[f];
        int lowest = 0;
        for (int i = 0; i < selection.count(); i++) {
            lowest = Math.min(lowest, read[i]);
        }
        for (int i = 0; lowest < 0 && i < selection.count(); i++) {
            if (read[i] < 0) {
                int row = selection.rows()[i];
                throw unseen(layout.random().get(f).name(), groups.get(f).label(batch, row), batch.rowName(row));
            }
        }
    }

    private static ModelException unseen(String variable, String level, String row) {
        return new ModelException(Labels.quoted(variable) + " has the level " + Labels.quoted(level) + " in row " + row
                + ", which the table that the model was set up on does not have in any usable row: set the model up on"
                + " the whole table.");
    }

    /** Fills the block for prediction: what cannot be known is NaN, and the {@link #report} tells of it. */
    DesignBlock fillForPrediction(Batch batch, Selection selection) {
        load(batch, selection, sentence -> firstUndefined = firstUndefined.or(() -> Optional.of(sentence)));
        visitUnseen(batch, selection, (variable, level, row) -> {
            Set<String> known = unseen.computeIfAbsent(variable, name -> new LinkedHashSet<>());
            if (known.size() < PredictionReport.LEVELS_KEPT) {
                known.add(level);
            }
        });
        return block;
    }

    PredictionReport report() {
        Map<String, List<String>> levels = new LinkedHashMap<>();
        unseen.forEach((variable, labels) -> levels.put(variable, List.copyOf(labels)));
        return new PredictionReport(rows, levels, firstUndefined, values.concerns());
    }

    private void load(Batch batch, Selection selection, Consumer<String> undefined) {
        int n = selection.count();
        rows += n;
        block.rows = n;
        for (int i = 0; i < n; i++) {
            block.row[i] = batch.firstRow() + selection.rows()[i];
        }
        if (weights < 0) {
            Arrays.fill(block.weight, 0, n, 1);
        } else {
            double[] gathered = selection.gather(batch.numbers(weights), block.weight);
            System.arraycopy(gathered, 0, block.weight, 0, n);
        }
        response.read(batch, selection, block.y, block.offset, undefined);
        values.load(batch, selection, undefined);
        layout.fixed().fill(values, block.x, width, 0);
        for (int f = 0; f < groups.size(); f++) {
            groups.get(f).read(batch, selection.rows(), n, block.level[f]);
            int offset = 0;
            for (ModelColumns columns : layout.random().get(f).blocks()) {
                columns.fill(values, block.z[f], widths[f], offset);
                offset += columns.columns().size();
            }
        }
    }

    /** Hears of a level that the model does not know, and of its row in the batch. */
    private interface UnseenVisitor {
        void visit(String variable, String level, int row);
    }

    private void visitUnseen(Batch batch, Selection selection, UnseenVisitor visitor) {
        for (int f = 0; f < readers.size(); f++) {
            int[] levels = values.levels(f);
            for (int i = 0; i < selection.count(); i++) {
                if (levels[i] == DesignBlock.UNSEEN) {
                    int row = selection.rows()[i];
                    visitor.visit(
                            Expressions.label(layout.variables().factors().get(f)),
                            readers.get(f).label(batch, row),
                            row);
                }
            }
        }
    }
}

package org.multilevel.fit.rows;

import java.util.Optional;
import java.util.function.Consumer;
import org.multilevel.data.Table;

/**
 * The rows of a table in parts that lie elsewhere, such as on the machines of a cluster: questions go to every part, and only sums come
 * back.
 *
 * <p>A part is whatever its host makes it; which rows are in it, their order, and the order of the parts decide the last bits of a result,
 * so a host that wants the same bits every time keeps these the same.
 */
public interface TableParts {
    /**
     * Returns all rows as one table, in the order of the parts, for what only the rows themselves answer. Its columns are those of every
     * part, and asking for them reads nothing.
     */
    Table whole();

    /**
     * Asks every part.
     *
     * @param question what {@link PartQuestion#read} reads where the part lies
     * @param answers gets what {@link PartQuestion#answer} gave for each part, one after the other in the order of the parts
     * @throws org.multilevel.error.DataException if a part cannot be read
     * @throws java.util.concurrent.CancellationException if it was stopped
     */
    void ask(byte[] question, Consumer<byte[]> answers);

    /**
     * Returns roughly how many pairs of groups occur together, for the grouping factors 0 and 1, 0 and 2, and so on, then 1 and 2; empty where
     * that is not known.
     */
    default long[] pairsOfGroups() {
        return new long[0];
    }

    /** Returns these parts where they can keep cross-products, and share no level of a grouping factor; empty where not. */
    default Optional<KeepingParts> keeping() {
        return Optional.empty();
    }
}

package org.multilevel.cli;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.fit.Spread;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.LiveModel;
import org.multilevel.result.ResultTable;

/** Who has tables of its own, to which the command line fits models. */
public interface TableHost {
    /** Returns what a user types to start the program there. */
    String program();

    /**
     * Opens what a user named.
     *
     * @param input what the user named
     * @param format how it is to be read; empty where it tells that itself
     * @param options what else the host is told about reading it
     * @throws org.multilevel.error.DataException if it cannot be read
     */
    Rows open(
            String input,
            String format,
            Map<String, String> options,
            Spreading spreading,
            LinearMixedModel model,
            Progress progress);

    /**
     * How the rows and their groups are spread over the host's machines.
     *
     * @param spread where cross-products are going to be
     * @param buckets into how many buckets groups go; empty where the host decides
     */
    record Spreading(Spread spread, OptionalInt buckets) {}

    /**
     * Says early that tables cannot be kept in a place of the host.
     *
     * @throws org.multilevel.error.DataException if it cannot be written to
     */
    void checkPlace(String place);

    /**
     * Keeps tables of results in a place of the host, where each has its own name; what is there under these names makes room.
     *
     * @param format of the tables
     * @throws org.multilevel.error.DataException if they cannot be written
     */
    void keep(List<ResultTable> tables, String place, String format);

    /** Rows that were opened. */
    interface Rows extends AutoCloseable {
        /** Returns them as a table, for what sums over them do not answer. */
        Table table();

        /** Estimates the model, as {@link LinearMixedModel#live(Table, LinearMixedModel.GroupCheck)} does. */
        LiveModel fit(LinearMixedModel model, LinearMixedModel.GroupCheck check);

        /**
         * Says early that predictions kept in a place of the host would take the place of these rows.
         *
         * @throws org.multilevel.error.DataException if they would
         */
        void checkPredictions(String place);

        /**
         * Keeps the tables that have rows for groups in a place of the host, where the effects of the fit's groups stayed with the rows.
         *
         * @throws org.multilevel.error.DataException if they cannot be written
         */
        void keepGroups(String place, String format);

        /**
         * Keeps the rows with the predictions of the fit in a place of the host.
         *
         * @throws org.multilevel.error.DataException if they cannot be written
         */
        void keepPredictions(String place, String format);

        @Override
        void close();
    }
}

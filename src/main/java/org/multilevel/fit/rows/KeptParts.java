package org.multilevel.fit.rows;

import java.util.function.Consumer;

/** What was made of the parts of a table and is kept where they lie: a {@link KeptPart} for each, made anew where one is lost. */
public interface KeptParts extends AutoCloseable {
    /**
     * Makes something else of what is kept and the rows, which is kept beside it.
     *
     * @param making what {@link KeptPart#next} takes where the part lies
     */
    KeptParts next(byte[] making);

    /**
     * Asks what is kept; rows are not read.
     *
     * @param question what {@link KeptPart#answer(byte[])} takes where the part lies
     * @param answers gets the answers, one after the other in the order of the parts
     */
    void ask(byte[] question, Consumer<byte[]> answers);

    /** Asks what is kept together with the rows, with what {@link KeptPart#answerFromRows} takes. */
    void askWithRows(byte[] question, Consumer<byte[]> answers);

    @Override
    void close();
}

package org.multilevel.spark;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.error.MultilevelException;
import org.multilevel.fit.rows.PartQuestion;

/** A question on its way to the executors, each of which reads it once for all its tasks. */
final class SentQuestion implements Serializable {
    private static final long serialVersionUID = 1L;

    private final byte[] bytes;
    private transient volatile @Nullable PartQuestion read;

    SentQuestion(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Answers; what a user can mend comes back as a sentence, since Spark would try it again and then hide it in a stack trace. */
    byte[] answer(Table part, Progress progress) {
        try {
            return SentAnswer.of(question().answer(part, progress));
        } catch (MultilevelException problem) {
            return SentAnswer.refusal(problem);
        }
    }

    private synchronized PartQuestion question() {
        PartQuestion known = read;
        if (known == null) {
            known = PartQuestion.read(bytes);
            read = known;
        }
        return known;
    }
}

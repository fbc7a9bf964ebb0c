package org.multilevel.spark;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.multilevel.error.DataException;
import org.multilevel.error.ModelException;
import org.multilevel.error.MultilevelException;

/** What a task says of its rows, as bytes, which every serializer of Spark takes: a first one that tells what follows, an answer or a sentence. */
final class SentAnswer {
    private static final byte ANSWER = 0;
    private static final byte MODEL = 1;
    private static final byte DATA = 2;

    private SentAnswer() {}

    static byte[] of(byte[] answer) {
        return tagged(ANSWER, answer);
    }

    static byte[] refusal(MultilevelException problem) {
        byte[] sentence = String.valueOf(problem.getMessage()).getBytes(StandardCharsets.UTF_8);
        return tagged(problem instanceof ModelException ? MODEL : DATA, sentence);
    }

    private static byte[] tagged(byte tag, byte[] content) {
        byte[] tagged = new byte[content.length + 1];
        tagged[0] = tag;
        System.arraycopy(content, 0, tagged, 1, content.length);
        return tagged;
    }

    /** Returns the answer, or throws what the task would have thrown here. */
    static byte[] orThrow(byte[] tagged) {
        byte[] content = Arrays.copyOfRange(tagged, 1, tagged.length);
        if (tagged[0] == ANSWER) {
            return content;
        }
        String sentence = new String(content, StandardCharsets.UTF_8);
        throw tagged[0] == MODEL ? new ModelException(sentence) : new DataException(sentence);
    }
}

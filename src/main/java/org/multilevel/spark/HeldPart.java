package org.multilevel.spark;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoSerializable;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.multilevel.error.DataException;
import org.multilevel.error.ModelException;
import org.multilevel.error.MultilevelException;
import org.multilevel.fit.rows.KeptPart;

/**
 * What a bucket keeps in the memory of its executor, or why it could not be made; where it has to go to disk, in its own written form with
 * either serializer of Spark.
 */
public final class HeldPart implements Externalizable, KryoSerializable {
    private static final long serialVersionUID = 1L;

    private transient Optional<KeptPart> part;
    /** What {@link SentAnswer} makes of a problem; empty where there is none. */
    private transient byte[] refusal;

    /** Creates what a serializer fills. */
    public HeldPart() {
        part = Optional.empty();
        refusal = new byte[0];
    }

    /** Makes a part; what a user can mend is kept as a sentence, since Spark would try it again and then hide it in a stack trace. */
    static HeldPart of(Supplier<KeptPart> maker) {
        HeldPart held = new HeldPart();
        try {
            held.part = Optional.of(maker.get());
        } catch (MultilevelException problem) {
            held.refusal = SentAnswer.refusal(problem);
        }
        return held;
    }

    /** Makes of this part another one, unless it could not be made itself. */
    HeldPart then(Function<KeptPart, KeptPart> maker) {
        return part.map(kept -> of(() -> maker.apply(kept))).orElse(this);
    }

    /** Returns the answer as it is sent. */
    byte[] answer(Function<KeptPart, byte[]> question) {
        if (part.isEmpty()) {
            return refusal;
        }
        try {
            return SentAnswer.of(question.apply(part.get()));
        } catch (MultilevelException problem) {
            return SentAnswer.refusal(problem);
        }
    }

    /** Returns the part, which was made before. */
    KeptPart part() {
        return part.orElseThrow(() -> new IllegalStateException("the part was refused"));
    }

    private byte[] bytes() {
        return part.map(KeptPart::toBytes).map(SentAnswer::of).orElse(refusal);
    }

    private void take(byte[] bytes) {
        try {
            part = Optional.of(KeptPart.read(SentAnswer.orThrow(bytes)));
        } catch (ModelException | DataException problem) {
            refusal = bytes;
        }
    }

    @Override
    public void writeExternal(ObjectOutput out) throws IOException {
        byte[] bytes = bytes();
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    @Override
    public void readExternal(ObjectInput in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        take(bytes);
    }

    @Override
    public void write(Kryo kryo, Output out) {
        byte[] bytes = bytes();
        out.writeInt(bytes.length);
        out.writeBytes(bytes);
    }

    @Override
    public void read(Kryo kryo, Input in) {
        take(in.readBytes(in.readInt()));
    }
}

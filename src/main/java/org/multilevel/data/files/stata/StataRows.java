package org.multilevel.data.files.stata;

import java.nio.ByteBuffer;
import org.multilevel.data.files.source.ByteInput;
import org.multilevel.data.files.source.Cursor;
import org.multilevel.data.files.source.LooseText;

/** The rows of a Stata file, one after another. */
final class StataRows implements Cursor {
    private final ByteInput in;
    private final StataSource source;
    private final StataTexts texts;
    private final int[] offsets;
    private final byte[] row;
    private final ByteBuffer numbers;
    private long read;

    StataRows(ByteInput in, StataSource source, StataTexts texts) {
        this.in = in;
        this.source = source;
        this.texts = texts;
        this.offsets = new int[source.types().size() + 1];
        for (int k = 0; k < source.types().size(); k++) {
            offsets[k + 1] = offsets[k] + source.types().get(k).width();
        }
        this.row = new byte[offsets[source.types().size()]];
        this.numbers = ByteBuffer.wrap(row).order(source.order());
    }

    @Override
    public boolean next() {
        if (read == source.rows()) {
            return false;
        }
        in.read(row, row.length);
        read++;
        return true;
    }

    @Override
    public double number(int column) {
        return source.types().get(column).number(numbers, offsets[column], source.layout());
    }

    @Override
    public boolean isNamedMissing(int column) {
        return source.types().get(column).isNamedMissing(numbers, offsets[column], source.layout());
    }

    @Override
    public String text(int column) {
        StataType type = source.types().get(column);
        if (type.kind() == StataType.Kind.LONG_TEXT) {
            return texts.at(row, offsets[column]);
        }
        return LooseText.of(row, offsets[column], LooseText.untilZero(row, offsets[column], type.width()));
    }

    @Override
    public double fraction() {
        return in.fraction();
    }

    @Override
    public void close() {
        in.close();
        texts.close();
    }
}

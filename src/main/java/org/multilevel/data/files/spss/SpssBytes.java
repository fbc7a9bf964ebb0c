package org.multilevel.data.files.spss;

import java.io.Closeable;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.multilevel.data.files.source.ByteInput;

/** The bytes of an SPSS file's rows, unzipped where they are zipped. */
final class SpssBytes implements Closeable {
    private final ByteInput in;
    private final Optional<SpssBlocks> blocks;
    private byte[] block = {};
    private int next;
    private int at;

    SpssBytes(ByteInput in, Optional<SpssBlocks> blocks) {
        this.in = in;
        this.blocks = blocks;
    }

    /** Returns whether there is nothing more. */
    boolean isAtEnd() {
        if (blocks.isEmpty()) {
            return in.remaining() == 0;
        }
        while (at == block.length && next < blocks.get().blocks().size()) {
            block = unzipped(blocks.get().blocks().get(next++));
            at = 0;
        }
        return at == block.length;
    }

    void read(byte[] target, int offset, int length) {
        if (blocks.isEmpty()) {
            in.read(target, offset, length);
            return;
        }
        int read = 0;
        while (read < length) {
            if (isAtEnd()) {
                throw in.damage("it ends within its rows");
            }
            int n = Math.min(length - read, block.length - at);
            System.arraycopy(block, at, target, offset + read, n);
            at += n;
            read += n;
        }
    }

    private byte[] unzipped(SpssBlocks.Block from) {
        in.seek(from.place());
        byte[] packed = in.bytes(from.packed());
        byte[] unpacked = new byte[from.unpacked()];
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed);
            int n = 0;
            while (n < unpacked.length) {
                int more = inflater.inflate(unpacked, n, unpacked.length - n);
                if (more == 0) {
                    throw in.damage("zipped block " + next + " is shorter than it says");
                }
                n += more;
            }
            // Asks for the end, where the sum is checked that tells whether the bytes are the right ones.
            if (inflater.inflate(new byte[1]) > 0 || !inflater.finished()) {
                throw in.damage("zipped block " + next + " is longer than it says");
            }
            return unpacked;
        } catch (DataFormatException e) {
            throw in.damage("zipped block " + next + " cannot be unzipped", e);
        } finally {
            inflater.end();
        }
    }

    double fraction() {
        return in.fraction();
    }

    @Override
    public void close() {
        in.close();
    }
}

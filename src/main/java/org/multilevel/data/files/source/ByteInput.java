package org.multilevel.data.files.source;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CancellationException;
import org.multilevel.error.DataException;

/**
 * Numbers and bytes from any place of a file, of which no more is held than a buffer.
 *
 * <p>What a file says about its own lengths is believed only as far as the file goes, so that a wrong one costs no memory.
 */
public final class ByteInput implements Closeable {
    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final FileChannel channel;
    private final long size;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
    /** Where in the file the buffer's first byte stands. */
    private long start;

    private String part = "header";

    private ByteInput(Path file, FileChannel channel, long size) {
        this.file = file;
        this.channel = channel;
        this.size = size;
    }

    /**
     * Opens a file at its beginning.
     *
     * @throws DataException if that is not possible
     */
    public static ByteInput open(Path file) {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            return new ByteInput(file, channel, channel.size());
        } catch (IOException e) {
            throw Damage.unreadable(file, e);
        }
    }

    /** Returns how many bytes the file has. */
    public long size() {
        return size;
    }

    /** Returns where the next byte stands. */
    public long position() {
        return start + buffer.position();
    }

    public long remaining() {
        return size - position();
    }

    /** Says which end of numbers comes first. */
    public ByteInput order(ByteOrder order) {
        buffer.order(order);
        return this;
    }

    /** Returns which end of numbers comes first. */
    public ByteOrder order() {
        return buffer.order();
    }

    /** Says what follows, for the sentence about a file that ends there. */
    public ByteInput in(String newPart) {
        part = newPart;
        return this;
    }

    /** Returns the exception about what stands here. */
    public DataException damage(String what) {
        return Damage.of(file, what);
    }

    /** Returns the exception about what stands here, with its cause. */
    public DataException damage(String what, Throwable cause) {
        return Damage.of(file, what, cause);
    }

    /** Goes to a place in the file. */
    public void seek(long position) {
        if (position < 0 || position > size) {
            throw damage("its " + part + " would stand behind its end");
        }
        long offset = position - start;
        if (offset >= 0 && offset <= buffer.limit()) {
            buffer.position((int) offset);
        } else {
            start = position;
            buffer.position(0).limit(0);
        }
    }

    public void skip(long bytes) {
        seek(position() + need(bytes));
    }

    /** Returns a number of bytes or entries if the file can hold so many. */
    public long need(long bytes) {
        if (bytes < 0 || bytes > remaining()) {
            throw damage("it ends within its " + part);
        }
        return bytes;
    }

    /** Returns how many entries follow, if the file can hold so many. */
    public int count(long entries, long bytesEach) {
        if (entries < 0 || entries > Integer.MAX_VALUE || entries * bytesEach > remaining()) {
            throw damage("its " + part + " would have " + entries + " entries, for which it is too short");
        }
        return (int) entries;
    }

    public int u1() {
        return at(1).get() & 0xFF;
    }

    public int u2() {
        return at(2).getShort() & 0xFFFF;
    }

    public int i4() {
        return at(4).getInt();
    }

    public long u4() {
        return i4() & 0xFFFF_FFFFL;
    }

    public long i8() {
        return at(8).getLong();
    }

    public double f8() {
        return Double.longBitsToDouble(i8());
    }

    /** Returns the next bytes. */
    public byte[] bytes(long length) {
        if (need(length) > Integer.MAX_VALUE - 8) {
            throw damage("its " + part + " would have " + length + " bytes");
        }
        byte[] bytes = new byte[(int) length];
        read(bytes, bytes.length);
        return bytes;
    }

    /** Fills the beginning of an array. */
    public void read(byte[] target, int length) {
        read(target, 0, length);
    }

    /** Fills a part of an array. */
    public void read(byte[] target, int offset, int length) {
        need(length);
        int read = 0;
        while (read < length) {
            if (!buffer.hasRemaining()) {
                fill(1);
            }
            int n = Math.min(length - read, buffer.remaining());
            buffer.get(target, offset + read, n);
            read += n;
        }
    }

    /** Returns the part of the file that has been read. */
    public double fraction() {
        return size == 0 ? 1 : (double) position() / size;
    }

    private ByteBuffer at(int length) {
        if (buffer.remaining() < length) {
            need(length);
            fill(length);
        }
        return buffer;
    }

    private void fill(int least) {
        start += buffer.position();
        buffer.compact();
        try {
            while (buffer.position() < least) {
                if (channel.read(buffer, start + buffer.position()) < 0) {
                    throw damage("it ends within its " + part);
                }
            }
        } catch (ClosedByInterruptException e) {
            throw new CancellationException("stopped on request");
        } catch (IOException e) {
            throw Damage.unreadable(file, e);
        }
        buffer.flip();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw Damage.unreadable(file, e);
        }
    }
}

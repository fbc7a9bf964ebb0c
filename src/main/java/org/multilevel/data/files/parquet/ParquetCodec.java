package org.multilevel.data.files.parquet;

import io.airlift.compress.Decompressor;
import io.airlift.compress.MalformedInputException;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.multilevel.data.files.source.Damage;

/** Unpacks the pages of a Parquet file. */
final class ParquetCodec {
    private static final int NONE = 0;
    private static final int SNAPPY = 1;
    private static final int GZIP = 2;
    private static final int ZSTD = 6;
    private static final int LZ4 = 7;

    private ParquetCodec() {}

    /**
     * Returns the unpacked bytes.
     *
     * @param codec the format's number of the way in which they are packed
     * @param length how many there must be
     */
    static byte[] unpack(Path file, int codec, byte[] packed, int length) {
        return switch (codec) {
            case NONE -> packed;
            case SNAPPY -> unpack(file, new SnappyDecompressor(), packed, length);
            case GZIP -> gunzip(file, packed, length);
            case ZSTD -> unpack(file, new ZstdDecompressor(), packed, length);
            case LZ4 -> unpack(file, new Lz4Decompressor(), packed, length);
            default ->
                throw Damage.unsupported(
                        file, "is packed with " + name(codec), "save it with Snappy, Zstandard or gzip");
        };
    }

    private static String name(int codec) {
        return switch (codec) {
            case 3 -> "LZO";
            case 4 -> "Brotli";
            case 5 -> "LZ4 in Hadoop's frames";
            default -> "what the format's number " + codec + " means";
        };
    }

    private static byte[] unpack(Path file, Decompressor decompressor, byte[] packed, int length) {
        byte[] unpacked = new byte[length];
        try {
            if (packed.length == 0 && length == 0) {
                return unpacked;
            }
            if (decompressor.decompress(packed, 0, packed.length, unpacked, 0, length) == length) {
                return unpacked;
            }
        } catch (MalformedInputException e) {
            throw Damage.of(file, "a page cannot be unpacked", e);
        }
        throw Damage.of(file, "a page is shorter than it says");
    }

    private static byte[] gunzip(Path file, byte[] packed, int length) {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            byte[] unpacked = in.readNBytes(length);
            if (unpacked.length == length && in.read() < 0) {
                return unpacked;
            }
        } catch (IOException e) {
            throw Damage.of(file, "a page cannot be unpacked", e);
        }
        throw Damage.of(file, "a page is not as long as it says");
    }
}

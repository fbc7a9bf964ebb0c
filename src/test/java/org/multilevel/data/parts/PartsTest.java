package org.multilevel.data.parts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInput;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is written in the form of parts is read as it was, and nothing else is. */
class PartsTest {
    /** A lone surrogate has no UTF-8 of its own, but may stand in a label. */
    private static final List<String> TEXTS =
            List.of("", "plain", "\u00e4\u20ac\ud83d\ude00\ufffd\u0000", "\ud800", "x".repeat(100_000));

    @Test
    void everyKindOfValueIsReadAsItWasWritten() {
        double[] numbers = {0.0, -0.0, Double.NaN, Double.NEGATIVE_INFINITY, Math.PI};
        long[] wholes = new long[10_000];
        Arrays.setAll(wholes, i -> i * 0x9E3779B97F4A7C15L);
        Written written = Written.by(out -> {
            PartWriter writer = new PartWriter(out, "samples", 3);
            writer.flag(true);
            writer.integer(-7);
            writer.whole(Long.MIN_VALUE);
            writer.texts(TEXTS);
            writer.numbers(numbers, numbers.length);
            writer.wholes(wholes, wholes.length);
            writer.end();
        });
        written.read(in -> {
            PartReader reader = new PartReader(in, "samples", 3);
            assertTrue(reader.flag());
            assertEquals(-7, reader.integer());
            assertEquals(Long.MIN_VALUE, reader.whole());
            assertEquals(TEXTS, reader.texts());
            assertArrayEquals(numbers, reader.numbers(numbers.length));
            assertArrayEquals(wholes, reader.wholes(wholes.length));
            reader.end();
            return reader;
        });
    }

    /** The form that the documentation gives; the checksum is that of Python's zlib.crc32. */
    @Test
    void theFormIsTheOneThatIsDocumented() {
        Written written = Written.by(out -> {
            PartWriter writer = new PartWriter(out, "ab", 1);
            writer.text("\u00e9");
            writer.end();
        });
        assertEquals(
                "4d4c5054" + "000000026162" + "00000001" + "00000002c3a9" + "bdb1cc89",
                HexFormat.of().formatHex(written.bytes()));
    }

    @Test
    void somethingElseIsRefusedByName() {
        assertEquals(
                "These are not written samples: read what was written as such.",
                Written.by(out -> out.writeUTF("PK and more")).refusal(in -> new PartReader(in, "samples", 1)));
        assertEquals(
                "These are written others where samples are expected: read what was written as such.",
                sample("others", 1).refusal(in -> new PartReader(in, "samples", 1)));
        assertEquals(
                "The written samples have version 2 of their form, and this release reads version 1: write and read them with"
                        + " the same release.",
                sample("samples", 2).refusal(in -> new PartReader(in, "samples", 1)));
    }

    @Test
    void damageIsFoundAndNothingLargeIsMadeOfIt() {
        sample("samples", 1).assertDamageIsFound(PartsTest::readSample);
    }

    @Test
    void aPartThatEndsTooEarlyOrDoesNotMatchItsChecksumSaysSo() {
        byte[] bytes = sample("samples", 1).bytes();
        bytes[bytes.length - 1] ^= 1;
        assertEquals(
                "The written samples are damaged: their checksum does not match; write them anew.",
                Written.by(out -> out.write(bytes)).refusal(PartsTest::readSample));
        assertEquals(
                "The written samples are damaged: they end too early; write them anew.",
                Written.by(out -> out.write(bytes, 0, bytes.length - 5)).refusal(PartsTest::readSample));
    }

    private static PartReader readSample(DataInput in) throws IOException {
        PartReader reader = new PartReader(in, "samples", 1);
        reader.texts();
        reader.numbers(reader.count());
        reader.end();
        return reader;
    }

    private static Written sample(String kind, int version) {
        return Written.by(out -> {
            PartWriter writer = new PartWriter(out, kind, version);
            writer.texts(List.of("a", "bc"));
            writer.integer(2);
            writer.numbers(new double[] {1, 2}, 2);
            writer.end();
        });
    }
}

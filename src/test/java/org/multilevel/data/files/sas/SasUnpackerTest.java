package org.multilevel.data.files.sas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Packed rows that were written by hand after the published descriptions of both ways. */
class SasUnpackerTest {

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int k = 0; k < values.length; k++) {
            bytes[k] = (byte) values[k];
        }
        return bytes;
    }

    private static void assertUnpacked(SasUnpacker unpacker, String expected, int... packed) {
        byte[] row = new byte[expected.length()];
        assertTrue(unpacker.unpack(bytes(packed), 0, packed.length, row));
        assertArrayEquals(expected.getBytes(StandardCharsets.ISO_8859_1), row);
        assertFalse(unpacker.unpack(bytes(packed), 0, packed.length, new byte[expected.length() - 1]));
        assertFalse(unpacker.unpack(bytes(packed), 0, packed.length, new byte[expected.length() + 1]));
    }

    @Test
    void runs() {
        assertUnpacked(SasUnpacker.RUNS, "abc   \0\0xxxx@@", 0x82, 'a', 'b', 'c', 0xE1, 0xF0, 0xC1, 'x', 0xD0);
        assertUnpacked(SasUnpacker.RUNS, "y".repeat(20) + " ".repeat(18), 0x40, 2, 'y', 0x60, 1);
        assertUnpacked(SasUnpacker.RUNS, "\0".repeat(17 + 256), 0x71, 0);
    }

    @Test
    void patterns() {
        // Literals a, b, c, then the last three once more, then four x, then 19 + 16 blanks.
        assertUnpacked(
                SasUnpacker.PATTERNS,
                "abcabcxxxx" + " ".repeat(35),
                0b00011100,
                0,
                'a',
                'b',
                'c',
                0x30,
                0,
                0x01,
                'x',
                0x10,
                1,
                ' ');
        // A long pattern: 16 bytes from 16 before.
        assertUnpacked(
                SasUnpacker.PATTERNS,
                "0123456789abcdef0123456789abcdef",
                0,
                0,
                '0',
                '1',
                '2',
                '3',
                '4',
                '5',
                '6',
                '7',
                '8',
                '9',
                'a',
                'b',
                'c',
                'd',
                'e',
                'f',
                0x80,
                0,
                0x2D,
                0,
                0);
    }

    @Test
    void patternBeforeTheRowIsRefused() {
        assertFalse(SasUnpacker.PATTERNS.unpack(bytes(0x80, 0, 0x30, 0), 0, 4, new byte[3]));
    }
}

package org.multilevel.data.files.sas;

import java.util.Arrays;

/** Unpacks the rows of SAS files, which are packed in one of two ways. */
enum SasUnpacker {
    NONE {
        @Override
        boolean unpack(byte[] page, int offset, int length, byte[] row) {
            return false;
        }
    },

    /** Runs of equal bytes ("CHAR"). */
    RUNS {
        @Override
        boolean unpack(byte[] page, int offset, int length, byte[] row) {
            int from = offset;
            int end = offset + length;
            int to = 0;
            while (from < end) {
                int control = page[from++] & 0xFF;
                int command = control >> 4;
                int low = control & 0x0F;
                int wide = low << 8 | (hasLength(command) && from < end ? page[from++] & 0xFF : 0);
                int copied = copied(command, low, wide);
                if (copied > 0) {
                    if (copied > end - from || copied > row.length - to) {
                        return false;
                    }
                    System.arraycopy(page, from, row, to, copied);
                    from += copied;
                    to += copied;
                } else {
                    int repeated = repeated(command, low, wide);
                    boolean own = command == 0x4 || command == 0xC;
                    if (repeated > row.length - to || repeated == 0 || (own && from == end)) {
                        return false;
                    }
                    Arrays.fill(row, to, to + repeated, own ? page[from++] : filling(command));
                    to += repeated;
                }
            }
            return to == row.length;
        }
    },

    /** Ross's data compression ("BINARY"). */
    PATTERNS {
        @Override
        boolean unpack(byte[] page, int offset, int length, byte[] row) {
            return new Patterns(page, offset, offset + length, row).unpack();
        }
    };

    /**
     * Unpacks a row.
     *
     * @return false where the bytes do not make exactly one row
     */
    abstract boolean unpack(byte[] page, int offset, int length, byte[] row);

    private static boolean hasLength(int command) {
        return command <= 1 || (command >= 4 && command <= 7);
    }

    private static int copied(int command, int low, int wide) {
        return switch (command) {
            case 0x0 -> wide + 64;
            case 0x1 -> wide + 64 + 4096;
            case 0x2 -> low + 96;
            case 0x8, 0x9, 0xA, 0xB -> low + 1 + 16 * (command - 8);
            default -> 0;
        };
    }

    private static int repeated(int command, int low, int wide) {
        return switch (command) {
            case 0x4 -> wide + 18;
            case 0x5, 0x6, 0x7 -> wide + 17;
            case 0xC -> low + 3;
            case 0xD, 0xE, 0xF -> low + 2;
            default -> 0;
        };
    }

    private static byte filling(int command) {
        return switch (command) {
            case 0x5, 0xD -> '@';
            case 0x6, 0xE -> ' ';
            default -> 0;
        };
    }

    /** The state of one row that is unpacked from patterns. */
    private static final class Patterns {
        private static final int CONTROLS = 16;

        private final byte[] page;
        private final int end;
        private final byte[] row;
        private int from;
        private int to;

        Patterns(byte[] page, int from, int end, byte[] row) {
            this.page = page;
            this.from = from;
            this.end = end;
            this.row = row;
        }

        boolean unpack() {
            while (from + 2 <= end) {
                int controls = next() << 8 | next();
                for (int k = CONTROLS - 1; k >= 0 && from < end; k--) {
                    if (!((controls >> k & 1) == 0 ? literal() : command())) {
                        return false;
                    }
                }
            }
            return to == row.length;
        }

        private boolean literal() {
            if (to == row.length) {
                return false;
            }
            row[to++] = page[from++];
            return true;
        }

        private boolean command() {
            if (from + 2 > end) {
                return false;
            }
            int marker = next();
            int low = marker & 0x0F;
            int wide = low + (next() << 4);
            return switch (marker >> 4) {
                case 0 -> fill(low + 3, page[from - 1]);
                case 1 -> from < end && fill(wide + 19, page[from++]);
                case 2 -> from < end && copy(wide + 3, next() + 16);
                default -> copy(wide + 3, marker >> 4);
            };
        }

        private int next() {
            return page[from++] & 0xFF;
        }

        private boolean fill(int count, byte value) {
            if (count > row.length - to) {
                return false;
            }
            Arrays.fill(row, to, to + count, value);
            to += count;
            return true;
        }

        private boolean copy(int back, int count) {
            if (back > to || count > row.length - to) {
                return false;
            }
            for (int k = 0; k < count; k++) {
                row[to] = row[to - back];
                to++;
            }
            return true;
        }
    }
}

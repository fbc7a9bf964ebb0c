package org.multilevel.data.files.parquet;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.multilevel.data.files.source.ByteInput;

/**
 * A record in Thrift's compact notation, in which Parquet files describe themselves: values by the numbers of their fields.
 *
 * <p>See "Thrift compact protocol encoding" of the Apache Thrift specification.
 */
record ThriftStruct(Map<Integer, Object> fields) {
    private static final int DEEPEST = 32;
    private static final int LONGEST_TEXT = 1 << 26;

    /** Reads a record. */
    static ThriftStruct read(ByteInput in) {
        return read(in, 0);
    }

    private static ThriftStruct read(ByteInput in, int depth) {
        if (depth > DEEPEST) {
            throw in.damage("its description is nested too deeply");
        }
        Map<Integer, Object> fields = new HashMap<>();
        int field = 0;
        for (int head = in.u1(); head != 0; head = in.u1()) {
            int delta = head >> 4;
            field = delta == 0 ? (int) zigzag(in) : field + delta;
            int type = head & 0x0F;
            fields.put(field, type == 1 || type == 2 ? Boolean.valueOf(type == 1) : value(in, type, depth));
        }
        return new ThriftStruct(fields);
    }

    private static Object value(ByteInput in, int type, int depth) {
        return switch (type) {
            case 1, 2 -> in.u1() == 1;
            case 3 -> (long) (byte) in.u1();
            case 4, 5, 6 -> zigzag(in);
            case 7 -> Double.longBitsToDouble(Long.reverseBytes(in.i8()));
            case 8 -> bytes(in);
            case 9, 10 -> list(in, depth);
            case 12 -> read(in, depth + 1);
            default -> throw in.damage("its description has a value of type " + type);
        };
    }

    private static byte[] bytes(ByteInput in) {
        long length = varint(in);
        if (length < 0 || length > LONGEST_TEXT) {
            throw in.damage("its description has a text of " + length + " bytes");
        }
        return in.bytes(length);
    }

    private static List<Object> list(ByteInput in, int depth) {
        int head = in.u1();
        int size = in.count(head >> 4 == 15 ? varint(in) : head >> 4, 1);
        List<Object> list = new ArrayList<>();
        for (int k = 0; k < size; k++) {
            list.add(value(in, head & 0x0F, depth + 1));
        }
        return list;
    }

    private static long zigzag(ByteInput in) {
        long value = varint(in);
        return value >>> 1 ^ -(value & 1);
    }

    private static long varint(ByteInput in) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = in.u1();
            value |= (next & 0x7FL) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw in.damage("its description has a number that is too long");
    }

    boolean has(int field) {
        return fields.containsKey(field);
    }

    long number(int field, long otherwise) {
        return fields.get(field) instanceof Long number ? number : otherwise;
    }

    boolean flag(int field, boolean otherwise) {
        return fields.get(field) instanceof Boolean flag ? flag : otherwise;
    }

    String text(int field) {
        return fields.get(field) instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : "";
    }

    Optional<ThriftStruct> struct(int field) {
        return fields.get(field) instanceof ThriftStruct struct ? Optional.of(struct) : Optional.empty();
    }

    /** Returns the records of a list. */
    List<ThriftStruct> structs(int field) {
        return fields.get(field) instanceof List<?> list
                ? list.stream()
                        .filter(ThriftStruct.class::isInstance)
                        .map(ThriftStruct.class::cast)
                        .toList()
                : List.of();
    }
}

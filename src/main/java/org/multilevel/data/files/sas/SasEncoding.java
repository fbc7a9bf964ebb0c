package org.multilevel.data.files.sas;

import java.nio.charset.Charset;
import java.util.Map;
import java.util.Optional;

/** The encodings of SAS files by the number that stands for each of them in a file's header. */
final class SasEncoding {
    /** Where a number is not here, the text of the file decides. */
    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(20, "UTF-8"),
            Map.entry(28, "US-ASCII"),
            Map.entry(29, "ISO-8859-1"),
            Map.entry(30, "ISO-8859-2"),
            Map.entry(31, "ISO-8859-3"),
            Map.entry(32, "ISO-8859-4"),
            Map.entry(33, "ISO-8859-5"),
            Map.entry(34, "ISO-8859-6"),
            Map.entry(35, "ISO-8859-7"),
            Map.entry(36, "ISO-8859-8"),
            Map.entry(37, "ISO-8859-9"),
            Map.entry(39, "ISO-8859-11"),
            Map.entry(40, "ISO-8859-15"),
            Map.entry(41, "IBM437"),
            Map.entry(42, "IBM850"),
            Map.entry(43, "IBM852"),
            Map.entry(45, "IBM00858"),
            Map.entry(49, "IBM866"),
            Map.entry(60, "windows-1250"),
            Map.entry(61, "windows-1251"),
            Map.entry(62, "windows-1252"),
            Map.entry(63, "windows-1253"),
            Map.entry(64, "windows-1254"),
            Map.entry(65, "windows-1255"),
            Map.entry(66, "windows-1256"),
            Map.entry(67, "windows-1257"),
            Map.entry(68, "windows-1258"),
            Map.entry(69, "x-MacRoman"),
            Map.entry(118, "x-windows-950"),
            Map.entry(119, "x-EUC-TW"),
            Map.entry(123, "Big5"),
            Map.entry(125, "GB18030"),
            Map.entry(126, "GBK"),
            Map.entry(134, "EUC-JP"),
            Map.entry(136, "x-windows-949"),
            Map.entry(138, "windows-31j"),
            Map.entry(140, "EUC-KR"),
            Map.entry(141, "x-windows-949"),
            Map.entry(142, "x-windows-949"),
            Map.entry(205, "GB18030"),
            Map.entry(227, "ISO-8859-14"),
            Map.entry(242, "ISO-8859-13"));

    private SasEncoding() {}

    /** Returns the encoding of a number, if it is known here and to Java. */
    static Optional<Charset> of(int number) {
        return Optional.ofNullable(NAMES.get(number))
                .filter(Charset::isSupported)
                .map(Charset::forName);
    }
}

package org.multilevel.data.csv;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;

/**
 * How a file writes its table, as it was said or recognised.
 *
 * @param separator what stands between two values
 * @param quote what stands around a value that holds a separator; {@link CsvOptions#NO_QUOTE} for nothing
 * @param blanksAroundQuotes whether blanks may stand around quotes
 * @param encoding how bytes become characters
 * @param skip how many lines stand before the header
 * @param rowNames whether every row begins with its name, of which the header knows nothing
 * @param mark the decimal mark of the numbers at the beginning of the file, if one was seen that cannot separate thousands, and not
 *     the other
 * @param recognised what a reader should know about all this, in words that go on from <i>read with</i>
 */
record CsvDialect(
        Separator separator,
        char quote,
        boolean blanksAroundQuotes,
        Charset encoding,
        int skip,
        boolean rowNames,
        Optional<DecimalMark> mark,
        List<String> recognised) {

    /** Copies the list. */
    CsvDialect {
        recognised = List.copyOf(recognised);
    }
}

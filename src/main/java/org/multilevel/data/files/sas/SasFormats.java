package org.multilevel.data.files.sas;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.multilevel.data.files.source.Moment;

/** Which of SAS's formats show a number as a day or a moment. */
final class SasFormats {
    private static final Set<String> DAYS = Set.of(
            "DATE",
            "DAY",
            "DDMMYY",
            "DDMMYYB",
            "DDMMYYC",
            "DDMMYYD",
            "DDMMYYN",
            "DDMMYYP",
            "DDMMYYS",
            "DOWNAME",
            "JULDAY",
            "JULIAN",
            "MMDDYY",
            "MMDDYYB",
            "MMDDYYC",
            "MMDDYYD",
            "MMDDYYN",
            "MMDDYYP",
            "MMDDYYS",
            "MMYY",
            "MMYYC",
            "MMYYD",
            "MMYYN",
            "MMYYP",
            "MMYYS",
            "MONNAME",
            "MONTH",
            "MONYY",
            "NENGO",
            "QTR",
            "QTRR",
            "WEEKDATE",
            "WEEKDATX",
            "WEEKDAY",
            "WEEKU",
            "WEEKV",
            "WEEKW",
            "WORDDATE",
            "WORDDATX",
            "YEAR",
            "YYMM",
            "YYMMC",
            "YYMMD",
            "YYMMN",
            "YYMMP",
            "YYMMS",
            "YYMMDD",
            "YYMMDDB",
            "YYMMDDC",
            "YYMMDDD",
            "YYMMDDN",
            "YYMMDDP",
            "YYMMDDS",
            "YYMON",
            "YYQ",
            "YYQC",
            "YYQD",
            "YYQN",
            "YYQP",
            "YYQS",
            "YYQR",
            "B8601DA",
            "E8601DA",
            "IS8601DA",
            "MINGUO",
            "EURDFDD",
            "EURDFDE",
            "EURDFDN",
            "EURDFDWN",
            "EURDFMN",
            "EURDFMY",
            "EURDFWDX",
            "EURDFWKX",
            "NLDATE");
    private static final Set<String> MOMENTS = Set.of(
            "DATETIME",
            "DATEAMPM",
            "DTDATE",
            "DTMONYY",
            "DTWKDATX",
            "DTYEAR",
            "DTYYQC",
            "MDYAMPM",
            "B8601DT",
            "B8601DN",
            "E8601DT",
            "E8601DN",
            "IS8601DT",
            "IS8601DN",
            "NLDATM",
            "EURDFDT");

    private SasFormats() {}

    /** Returns how a format counts time, if it does. */
    static Optional<Moment> moment(String format) {
        String name = format.strip().toUpperCase(Locale.ROOT).replaceAll("[0-9.]*$", "");
        if (DAYS.contains(name)) {
            return Optional.of(Moment.SAS_DAYS);
        }
        return MOMENTS.contains(name) ? Optional.of(Moment.SAS_SECONDS) : Optional.empty();
    }
}

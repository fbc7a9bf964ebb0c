package org.multilevel.data.files.spss;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;
import org.multilevel.data.files.source.LooseText;

/** Text in an SPSS file: in the encoding that it names, else in what its bytes can be. */
record SpssEncoding(Optional<Charset> charset) {
    private static final int UTF_8 = 65_001;
    /** Smaller numbers of code pages mean ASCII or what depends on the machine. */
    private static final int FIRST_CODE_PAGE = 300;

    /** Returns the encoding of a name that the file gives, if Java knows it. */
    static SpssEncoding named(String name) {
        try {
            return new SpssEncoding(Optional.of(Charset.forName(name.strip())));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return new SpssEncoding(Optional.empty());
        }
    }

    /** Returns the encoding of a code page, if Java knows it. */
    static SpssEncoding page(int page) {
        if (page == UTF_8) {
            return named("UTF-8");
        }
        if (page < FIRST_CODE_PAGE) {
            return new SpssEncoding(Optional.empty());
        }
        SpssEncoding windows = named("windows-" + page);
        return windows.charset().isPresent() ? windows : named("IBM" + page);
    }

    /** Returns the text without blanks at its end. */
    String text(byte[] bytes, int offset, int length) {
        int n = LooseText.trimmed(bytes, offset, length);
        return charset.isPresent() ? new String(bytes, offset, n, charset.get()) : LooseText.of(bytes, offset, n);
    }

    String text(byte[] bytes) {
        return text(bytes, 0, bytes.length);
    }
}

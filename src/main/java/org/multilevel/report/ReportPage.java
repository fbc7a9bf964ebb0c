package org.multilevel.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts the report's page together: HTML, styles and scripts in one text that loads nothing from elsewhere.
 *
 * <p>A content security policy in the page names the digests of its own scripts and styles, so a browser runs nothing else.
 */
public final class ReportPage {
    private static final Pattern SCRIPT = Pattern.compile("<script src=\"([\\w./-]+)\"></script>");
    private static final Pattern STYLE = Pattern.compile("<link rel=\"stylesheet\" href=\"([\\w./-]+)\">");
    private static final String POLICY = "<!-- content security policy -->";
    private static final String DOCUMENT = "<script type=\"application/json\" id=\"document\">";

    private final List<String> scripts = new ArrayList<>();
    private final List<String> styles = new ArrayList<>();

    private ReportPage() {}

    /** Returns the page without a document: it asks the host that embeds it, in KNIME's way, for one. */
    public static String html() {
        return new ReportPage().assemble("report.html");
    }

    /** Returns the page with a document inside, to be opened from a file. */
    public static String html(ReportDocument document) {
        return html().replace(DOCUMENT, DOCUMENT + harmless(document.json()));
    }

    private String assemble(String name) {
        String html = resource(name);
        html = inline(html, STYLE, "style", styles);
        html = inline(html, SCRIPT, "script", scripts);
        return html.replace(POLICY, policy());
    }

    private static String inline(String html, Pattern reference, String element, List<String> texts) {
        Matcher matcher = reference.matcher(html);
        return matcher.replaceAll(match -> {
            String text = "\n" + resource(match.group(1)).strip() + "\n";
            texts.add(text);
            return Matcher.quoteReplacement("<" + element + ">" + text + "</" + element + ">");
        });
    }

    private String policy() {
        return "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; form-action 'none';"
                + " img-src data:; script-src " + digests(scripts) + "; style-src " + digests(styles) + "\">";
    }

    private static String digests(List<String> texts) {
        return texts.stream().map(ReportPage::digest).collect(Collectors.joining(" "));
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    /** In JSON these characters stand inside texts only, where an escape means the same; so no name can end the element. */
    private static String harmless(String json) {
        return json.replace("&", "\\u0026")
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }

    private static String resource(String name) {
        try (@Nullable InputStream stream = ReportPage.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("The report's " + name + " is missing from this program.");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

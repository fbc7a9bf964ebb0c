package org.multilevel.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.multilevel.data.MemoryTable;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;

/** The page stands alone, and nothing that data are called can run in it. */
class ReportPageTest {
    private static final String RESPONSE = "y</script><script>alert(1)</script>";
    private static final String PREDICTOR = "<img src=x onerror=alert(2)>&amp;";
    private static final String GROUP = "g\u2028\u2029<!--<script>";

    private static final Pattern SCRIPT = Pattern.compile("(?s)<script>(.*?)</script>");
    private static final Pattern STYLE = Pattern.compile("(?s)<style>(.*?)</style>");
    private static final Pattern EMBEDDED =
            Pattern.compile("(?s)<script type=\"application/json\" id=\"document\">(.*?)</script>");

    private static List<String> parts(Pattern pattern, String html) {
        List<String> parts = new ArrayList<>();
        for (Matcher matcher = pattern.matcher(html); matcher.find(); ) {
            parts.add(matcher.group(1));
        }
        return parts;
    }

    private static ReportDocument hostile() {
        double[] y = new double[12];
        double[] x = new double[12];
        String[] g = new String[12];
        for (int i = 0; i < 12; i++) {
            x[i] = i % 5;
            y[i] = x[i] + i % 3 + 2 * (i % 4);
            g[i] = "</script>" + i % 4;
        }
        MemoryTable table = MemoryTable.builder()
                .numeric(RESPONSE, y)
                .numeric(PREDICTOR, x)
                .categorical(GROUP, g)
                .build();
        MixedModel model = LinearMixedModel.of("`" + RESPONSE + "` ~ `" + PREDICTOR + "` + (1 | `" + GROUP + "`)")
                .fit(table);
        return ReportDocument.of(model);
    }

    @Test
    void hostileNamesStayInsideTheDocument() {
        String page = ReportPage.html(hostile());
        assertEquals(parts(SCRIPT, ReportPage.html()), parts(SCRIPT, page), "a name became a script");
        List<String> embedded = parts(EMBEDDED, page);
        assertEquals(1, embedded.size());
        assertTrue(embedded.get(0).chars().noneMatch(c -> "<>&\u2028\u2029".indexOf(c) >= 0), embedded.get(0));
        assertFalse(page.contains("alert(2)>"), "a name became an element");
    }

    @Test
    void embeddedDocumentIsTheDocument() throws JsonProcessingException {
        ReportDocument document = hostile();
        ObjectMapper json = new ObjectMapper();
        String embedded = parts(EMBEDDED, ReportPage.html(document)).get(0);
        assertEquals(json.readTree(document.json()), json.readTree(embedded));
        assertEquals(RESPONSE, json.readTree(embedded).at("/model/response").asText());
    }

    @Test
    void pageWithoutADocumentAsksItsHost() {
        assertEquals(List.of(""), parts(EMBEDDED, ReportPage.html()));
    }

    @Test
    void pageLoadsNothing() {
        String page = ReportPage.html();
        String markup = STYLE.matcher(SCRIPT.matcher(page).replaceAll("")).replaceAll("");
        assertFalse(markup.contains("src="), markup);
        assertFalse(markup.contains("href="), markup);
        String styles = String.join("", parts(STYLE, page));
        assertFalse(styles.contains("url(") || styles.contains("@import"), styles);
        assertTrue(page.contains("content=\"default-src 'none';"));
    }

    @Test
    void policyNamesEveryScriptAndStyleOfThePage() throws GeneralSecurityException {
        String page = ReportPage.html();
        Matcher policy =
                Pattern.compile("script-src ([^;]*); style-src ([^\"]*)\"").matcher(page);
        assertTrue(policy.find());
        assertEquals(digests(parts(SCRIPT, page)), List.of(policy.group(1).split(" ")));
        assertEquals(digests(parts(STYLE, page)), List.of(policy.group(2).split(" ")));
    }

    private static List<String> digests(List<String> texts) throws GeneralSecurityException {
        List<String> digests = new ArrayList<>();
        for (String text : texts) {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            digests.add("'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
        }
        return digests;
    }

    @Test
    void ourScriptsNeverReadMarkup() {
        List<String> ours = parts(SCRIPT, ReportPage.html());
        assertEquals(12, ours.size());
        Pattern markup =
                Pattern.compile("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|\\beval\\b|new Function");
        ours.forEach(script -> assertFalse(markup.matcher(script).find(), script));
    }
}

package org.multilevel.knime.bundle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The archive for "Install New Software" describes the feature and the bundle that it holds. */
class SiteIT {
    private static Archive site;
    private static String units;
    private static String artifacts;

    @BeforeAll
    static void readTheSite() throws IOException {
        site = Archive.ofBuild("knime.site");
        units = text("content.jar", "content.xml");
        artifacts = text("artifacts.jar", "artifacts.xml");
    }

    @Test
    void theBundleInItIsTheOneForDropins() throws IOException {
        assertArrayEquals(
                Files.readAllBytes(Path.of(System.getProperty("knime.bundle"))),
                site.files().get(only("plugins/org\\.multilevel\\.knime_[\\d.v]+\\.jar")));
    }

    @Test
    void theFeatureHoldsTheBundleAndShowsTheLicence() throws IOException {
        Archive feature = site.inner(only("features/org\\.multilevel\\.knime\\.feature_[\\d.v]+\\.jar"));

        String xml = new String(feature.files().get("feature.xml"), StandardCharsets.UTF_8);
        assertTrue(xml.contains("<plugin id=\"org.multilevel.knime\" version=\"" + version() + "\""), xml);
        assertTrue(xml.contains("GNU General Public License"), xml);
        assertTrue(feature.files().containsKey("LICENSE"));
    }

    @Test
    void theCategoryLeadsToTheFeatureAndTheFeatureToTheBundle() {
        String category = unit("org.multilevel.mixed-models");
        assertTrue(category.contains("name='org.eclipse.equinox.p2.type.category' value='true'"), category);
        assertTrue(category.contains("name='org.multilevel.knime.feature.feature.group'"), category);
        String feature = unit("org.multilevel.knime.feature.feature.group");
        assertTrue(
                feature.contains("name='org.multilevel.knime' range='[" + version() + "," + version() + "]'"), feature);
    }

    @Test
    void theBundleAsksForKnime() {
        String bundle = unit("org.multilevel.knime");
        for (String required : List.of("org.knime.core", "org.knime.core.ui")) {
            assertTrue(
                    bundle.contains("namespace='osgi.bundle' name='" + required + "' range='[5.8.0,6.0.0)'"), bundle);
        }
    }

    @Test
    void theChecksumsAreThoseOfTheFiles() throws NoSuchAlgorithmException {
        Matcher checksum = Pattern.compile("name='download.checksum.sha-256' value='(\\w+)'")
                .matcher(artifacts);
        List<String> told =
                checksum.results().map(found -> found.group(1)).sorted().toList();
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        assertEquals(
                site.files().entrySet().stream()
                        .filter(file -> file.getKey().contains("/"))
                        .map(file -> HexFormat.of().formatHex(sha256.digest(file.getValue())))
                        .sorted()
                        .toList(),
                told);
    }

    @Test
    void nothingInItTellsOfTheMachineThatBuiltIt() {
        assertTrue(!units.contains("file:") && !artifacts.contains("file:"));
    }

    private static String version() {
        return only("plugins/.*").replaceAll(".*_|\\.jar$", "");
    }

    private static String only(String pattern) {
        List<String> found = site.paths().filter(path -> path.matches(pattern)).toList();
        assertEquals(1, found.size(), pattern);
        return found.get(0);
    }

    private static String unit(String id) {
        Matcher unit = Pattern.compile("<unit id='" + Pattern.quote(id) + "' .*?</unit>", Pattern.DOTALL)
                .matcher(units);
        assertTrue(unit.find(), units);
        return unit.group();
    }

    private static String text(String jar, String file) throws IOException {
        return new String(site.inner(jar).files().get(file), StandardCharsets.UTF_8);
    }
}

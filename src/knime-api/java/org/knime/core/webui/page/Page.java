package org.knime.core.webui.page;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.knime.core.node.FluentNodeAPI;

/** The page of a view; a stand-in with the signatures of KNIME's. */
public sealed class Page implements Resource, FluentNodeAPI permits FromFilePage {
    private final String path;
    private final Supplier<InputStream> content;
    private final Charset charset;
    private final Map<String, Resource> resources = new LinkedHashMap<>();

    Page(String path, Supplier<InputStream> content, Charset charset) {
        this.path = path;
        this.content = content;
        this.charset = charset;
    }

    public static RequireFromFileOrString create() {
        return new RequireFromFileOrString() {
            @Override
            public RequireBundle fromFile() {
                return new RequireBundle() {
                    @Override
                    public RequireBasePath bundleClass(Class<?> clazz) {
                        return base -> file -> new FromFilePage(clazz, base, file);
                    }
                };
            }

            @Override
            public RequireRelativePath fromString(InputStreamSupplier content, Charset charset) {
                return path -> new Page(path, content, charset);
            }

            @Override
            public RequireRelativePath fromString(StringSupplier content, Charset charset) {
                return path -> new Page(path, bytes(content, charset), charset);
            }
        };
    }

    private static Supplier<InputStream> bytes(Supplier<String> text, Charset charset) {
        return () -> new ByteArrayInputStream(text.get().getBytes(charset));
    }

    public Page addResourceFromString(Supplier<String> content, String relativePath) {
        Charset utf8 = StandardCharsets.UTF_8;
        resources.put(relativePath, new Page(relativePath, bytes(content, utf8), utf8));
        return this;
    }

    public Optional<Resource> getResource(String relativePath) {
        return Optional.ofNullable(resources.get(relativePath));
    }

    @Override
    public String getRelativePath() {
        return path;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return content.get();
    }

    @Override
    public boolean isStatic() {
        return false;
    }

    public boolean isCompletelyStatic() {
        return false;
    }

    @Override
    public Optional<Charset> getCharset() {
        return Optional.ofNullable(charset);
    }

    /** Asks where the page comes from. */
    public interface RequireFromFileOrString {
        RequireBundle fromFile();

        default RequireRelativePath fromString(InputStreamSupplier content) {
            return fromString(content, null);
        }

        default RequireRelativePath fromString(StringSupplier content) {
            return fromString(content, StandardCharsets.UTF_8);
        }

        RequireRelativePath fromString(InputStreamSupplier content, Charset charset);

        RequireRelativePath fromString(StringSupplier content, Charset charset);
    }

    /** Asks for the bundle of the page. */
    public interface RequireBundle {
        RequireBasePath bundleClass(Class<?> clazz);
    }

    /** Asks for the folder in the bundle. */
    public interface RequireBasePath {
        RequireRelativeFilePath basePath(String basePath);
    }

    /** Asks for the file in the folder. */
    public interface RequireRelativeFilePath {
        FromFilePage relativeFilePath(String relativeFilePath);
    }

    /** Asks for the path under which the page is served. */
    public interface RequireRelativePath {
        Page relativePath(String relativePath);
    }

    /** Gives the text of a page. */
    public interface StringSupplier extends Supplier<String> {}

    /** Gives the bytes of a page. */
    public interface InputStreamSupplier extends Supplier<InputStream> {}
}

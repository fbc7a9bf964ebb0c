package org.multilevel.model;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.multilevel.data.PendingFile;
import org.multilevel.error.DataException;
import org.multilevel.error.FileReason;

/** Writes models as JSON and reads them back, with one sentence for whatever may be wrong with a file. */
final class ModelFile {
    /** What tells a model file from other JSON. */
    static final String FORMAT = "multilevel-model";

    /** The version of the format that is written, and the only one that is read. */
    static final int VERSION = 2;

    /** That of generalised models: who reads linear ones only must not read them. */
    static final int GENERALISED_VERSION = 3;
    /** The version of models with covariance structures, which an earlier program would take for models without. */
    static final int STRUCTURED_VERSION = 4;
    /** The version of approximate fits, which an earlier program would take for exact ones. */
    static final int APPROXIMATE_VERSION = 5;

    private static final ObjectMapper MAPPER = ModelJson.mapper();

    private ModelFile() {}

    static void save(ModelParts parts, Path file) {
        try (PendingFile pending = PendingFile.create(file)) {
            try (OutputStream out = new BufferedOutputStream(pending.out(), 1 << 16)) {
                MAPPER.writeValue(out, ModelDocuments.toDocument(parts));
            }
            pending.commit();
        } catch (IOException e) {
            throw new DataException("The model cannot be written to " + file + ": " + FileReason.of(e) + ".", e);
        }
    }

    static void write(ModelParts parts, OutputStream out) {
        try {
            MAPPER.writeValue(out, ModelDocuments.toDocument(parts));
            out.flush();
        } catch (IOException e) {
            throw new DataException("The model cannot be written: " + FileReason.of(e) + ".", e);
        }
    }

    static String toJson(ModelParts parts) {
        try {
            return MAPPER.writeValueAsString(ModelDocuments.toDocument(parts));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static ModelParts load(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, file.toString());
        } catch (IOException e) {
            throw cannotRead(file.toString(), e);
        }
    }

    static ModelParts read(InputStream in, String sourceName) {
        try {
            return parse(in.readAllBytes(), sourceName);
        } catch (IOException e) {
            throw cannotRead(sourceName, e);
        }
    }

    static ModelParts fromJson(String json) {
        return parse(json.getBytes(StandardCharsets.UTF_8), "The text");
    }

    private static ModelParts parse(byte[] bytes, String sourceName) {
        try {
            checkHeader(bytes, sourceName);
            return new ModelReader(MAPPER.readValue(bytes, ModelDocument.class), sourceName).read();
        } catch (IOException e) {
            throw damaged(sourceName, fault(e, bytes.length), e);
        }
    }

    /** Says what is wrong with a file that is one of ours: it is cut short, it is no JSON, or a field is not what it must be. */
    private static String fault(IOException e, int length) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            // A number that is cut off after its point is reported at the point, as one that is written wrongly.
            if (cause instanceof JsonEOFException
                    || (cause instanceof JsonParseException parse
                            && parse.getLocation().getByteOffset() >= length - 1)) {
                return "it ends too early";
            }
            if (cause instanceof JsonParseException parse) {
                return "it is not valid JSON" + position(parse);
            }
        }
        return e instanceof JsonMappingException mapping
                ? ModelJson.fault(mapping)
                : "it is not valid JSON" + position(e);
    }

    /** Says that a file is one of ours but cannot be used. */
    static DataException damaged(String sourceName, String what) {
        return new DataException(damage(sourceName, what));
    }

    /** Says that a file is one of ours but cannot be used, with the cause for the log. */
    static DataException damaged(String sourceName, String what, Throwable cause) {
        return new DataException(damage(sourceName, what), cause);
    }

    private static String damage(String sourceName, String what) {
        return sourceName + " is a damaged model file: " + what + "; save the model again or fit it anew.";
    }

    /** Looks for format and version at the top of the file before anything else is taken seriously. */
    private static void checkHeader(byte[] bytes, String sourceName) throws IOException {
        String format = "";
        int version = 0;
        try (JsonParser parser = MAPPER.createParser(bytes)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                while ((format.isEmpty() || version == 0) && parser.nextToken() == JsonToken.FIELD_NAME) {
                    String field = parser.currentName();
                    JsonToken value = parser.nextToken();
                    if (field.equals("format") && value == JsonToken.VALUE_STRING) {
                        format = parser.getText();
                    } else if (field.equals("version") && value == JsonToken.VALUE_NUMBER_INT) {
                        version = parser.getIntValue();
                    } else {
                        parser.skipChildren();
                    }
                }
            }
        } catch (IOException e) {
            if (!format.equals(FORMAT)) {
                throw new DataException(
                        sourceName + " is not a model file: it is not JSON" + position(e)
                                + "; choose a file that this program saved.",
                        e);
            }
            throw e;
        }
        checkHeader(format, version, sourceName);
    }

    private static void checkHeader(String format, int version, String sourceName) {
        if (!format.equals(FORMAT)) {
            throw new DataException(sourceName + " is not a model file: it lacks \"format\": \"" + FORMAT
                    + "\"; choose a file that this program saved.");
        }
        if (version > APPROXIMATE_VERSION) {
            throw new DataException(sourceName + " is a model file of format version " + version
                    + ", but this program reads versions up to " + APPROXIMATE_VERSION
                    + ": open it with a newer version of Multilevel.");
        }
        if (version < 1) {
            throw damaged(sourceName, "its format version is not a positive number");
        }
    }

    private static DataException cannotRead(String sourceName, IOException e) {
        return new DataException(sourceName + " cannot be read: " + FileReason.of(e) + ".", e);
    }

    private static String position(IOException e) {
        return e instanceof JsonProcessingException json && json.getLocation() != null
                ? " (line " + json.getLocation().getLineNr() + ", column "
                        + json.getLocation().getColumnNr() + ")"
                : "";
    }
}

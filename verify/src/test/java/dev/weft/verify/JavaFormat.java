package dev.weft.verify;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.eclipse.jdt.core.ToolFactory;
import org.eclipse.jdt.core.formatter.CodeFormatter;
import org.eclipse.jdt.core.formatter.DefaultCodeFormatterConstants;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.Document;
import org.eclipse.text.edits.TextEdit;
import org.jspecify.annotations.Nullable;

/** The project's formatter: Eclipse's, with the settings in {@code formatter.properties}. */
final class JavaFormat {
    static final int MAX_COLUMNS = 120;

    /** The formatter gives each annotation a line; it cannot know that this one belongs to the type that follows. */
    private static final Pattern NULLABLE_ALONE = Pattern.compile("(?m)^( *)@Nullable\\n *");

    private final LongComments longComments = new LongComments(MAX_COLUMNS);
    private final CodeFormatter formatter = ToolFactory.createCodeFormatter(settings());

    private static Map<String, String> settings() {
        var ours = new Properties();
        try (Reader reader = Files.newBufferedReader(Project.verifyResource("formatter.properties"))) {
            ours.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> settings = new HashMap<>(DefaultCodeFormatterConstants.getEclipseDefaultSettings());
        for (String key : ours.stringPropertyNames()) {
            if (key.contains(".formatter.") && !settings.containsKey(key))
                throw new IllegalStateException("formatter.properties: the formatter has no setting " + key);
            settings.put(key, ours.getProperty(key));
        }
        return settings;
    }

    /**
     * The source as it should be.
     *
     * @throws IllegalArgumentException when it is not Java
     */
    String format(String source) {
        int kind = CodeFormatter.K_COMPILATION_UNIT | CodeFormatter.F_INCLUDE_COMMENTS;
        @Nullable TextEdit edit = formatter.format(kind, source, 0, source.length(), 0, "\n");
        if (edit == null) throw new IllegalArgumentException("not a Java source that the formatter can read");
        var document = new Document(source);
        try {
            edit.apply(document);
        } catch (BadLocationException e) {
            throw new IllegalStateException("the formatter's edits do not fit the text they were made for", e);
        }
        return longComments.wrap(NULLABLE_ALONE.matcher(document.get()).replaceAll("$1@Nullable "));
    }
}

package dev.weft.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("gate")
class LongCommentsTest {
    private final LongComments comments = new LongComments(20);

    @Test
    void wordsThatDoNotFitMoveIntoTheNextLineOfTheParagraph() {
        assertThat(comments.wrap("""
                 * one two three four five
                 * six
                 * seven eight nine
                 */
                """)).isEqualTo("""
                 * one two three
                 * four five six
                 * seven eight nine
                 */
                """);
    }

    @Test
    void aParagraphsLastLineGetsANewLine() {
        assertThat(comments.wrap("""
                // one two three four five
                int x;
                """)).isEqualTo("""
                // one two three
                // four five
                int x;
                """);
    }

    @Test
    void listItemsAndTagsIndentWhatFollows() {
        assertThat(comments.wrap("""
                 * - one two three four
                 * - five
                 * @param x one two three
                """)).isEqualTo("""
                 * - one two three
                 *   four
                 * - five
                 * @param x one two
                 *     three
                """);
    }

    @Test
    void codeAndInlineTagsStayWhole() {
        String code = """
                 * <pre>
                 *   one two three four five
                 * </pre>
                """;
        assertThat(comments.wrap(code)).isEqualTo(code);
        assertThat(comments.wrap("""
                 * one {@code two three}
                """)).isEqualTo("""
                 * one
                 * {@code two three}
                """);
    }

    @Test
    void textBlocksAreNotComments() {
        String source = "x = \"\"\"\n    * one two three four five\n    \"\"\";\n";
        assertThat(comments.wrap(source)).isEqualTo(source);
    }
}

package dev.weft.cli;

/**
 * What a command did.
 *
 * @param status its exit status
 * @param out what it printed on standard output
 * @param err what it printed on standard error
 */
record Outcome(int status, String out, String err) {
    /** All of it in the form of a golden file. */
    String text() {
        return section("standard output", out) + section("standard error", err) + "--- exit status " + status + "\n";
    }

    private static String section(String name, String content) {
        return content.isEmpty() ? "" : "--- " + name + "\n" + content + (content.endsWith("\n") ? "" : "\n");
    }
}

/** The command-line tool: {@code weft run}, {@code weft doctor} and the commands beside them. */
@org.jspecify.annotations.NullMarked
module dev.weft.cli {
    requires static org.jspecify;
    requires dev.weft;
    requires info.picocli;
    requires java.compiler;
    requires java.management;
    requires jdk.compiler;

    exports dev.weft.cli;

    // picocli sets the fields of the commands.
    opens dev.weft.cli to
            info.picocli;
}

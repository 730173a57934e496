/** The command-line tool: {@code weft run}, {@code weft test}, {@code weft doctor} and the commands beside them. */
@org.jspecify.annotations.NullMarked
module dev.weft.cli {
    requires static org.jspecify;
    requires dev.weft;
    requires dev.weft.testkit;
    requires info.picocli;
    requires java.compiler;
    requires java.management;
    requires jdk.compiler;
    requires org.junit.platform.engine;
    requires org.junit.platform.launcher;

    exports dev.weft.cli;

    // picocli sets the fields of the commands.
    opens dev.weft.cli to
            info.picocli;
}

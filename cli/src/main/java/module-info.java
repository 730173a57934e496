/** The {@code weft} command: compiles and runs programs, compares settings, explains the machine. */
@org.jspecify.annotations.NullMarked
module dev.weft.cli {
    requires dev.weft;
    requires info.picocli;
    requires java.compiler;
    requires static org.jspecify;
}

package dev.weft.cli;

import java.lang.module.ModuleDescriptor;
import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version that {@code weft --version} prints: the jar's, from its manifest or its module descriptor. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"weft " + text() + " (Java " + Runtime.version() + ")"};
    }

    /** The version alone, {@code "(not packaged)"} when the classes do not come from a jar. */
    static String text() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .or(() -> Optional.ofNullable(Version.class.getModule().getDescriptor())
                        .flatMap(ModuleDescriptor::rawVersion))
                .orElse("(not packaged)");
    }
}

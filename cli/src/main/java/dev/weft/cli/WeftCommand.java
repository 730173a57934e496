package dev.weft.cli;

import picocli.CommandLine.Command;

/** {@code weft} itself: what its help says. {@link Main} adds the commands. */
@Command(
        name = "weft",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        customSynopsis = "weft COMMAND [OPTIONS] [ARGUMENTS]",
        description = {"", "Go's concurrency for Java: goroutines, channels and select on an own scheduler.", ""},
        optionListHeading = "Options:%n",
        commandListHeading = "%nCommands:%n",
        footer = {
                "",
                "Examples:",
                "  weft run WorkerPool.java         compile and run a file, as go run does",
                "  weft run --procs 1 Sieve.java    the same on one processor",
                "  weft test CacheTest.java         run a file's tests, in many schedules",
                "  weft help run                    all about one command",
                "  weft doctor                      check this machine's set-up"
        })
final class WeftCommand {}

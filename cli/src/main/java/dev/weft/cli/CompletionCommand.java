package dev.weft.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** {@code weft completion}: prints the script that teaches bash and zsh to complete commands and options. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        optionListHeading = "Options:%n",
        versionProvider = Version.class,
        header = "Print a completion script for bash and zsh.",
        description = {
                "",
                "To have it in every new shell:",
                "",
                "  bash:  echo 'source <(/path/to/weft completion)' >> ~/.bashrc",
                "  zsh:   echo 'source <(/path/to/weft completion)' >> ~/.zshrc",
                ""
        })
final class CompletionCommand implements Callable<Integer> {
    private final PrintWriter out;

    CompletionCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        out.print(AutoComplete.bash("weft", Main.commandLine(out, out)));
        out.flush();
        return ExitStatus.SUCCESS;
    }
}

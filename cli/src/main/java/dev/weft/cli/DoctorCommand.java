package dev.weft.cli;

import dev.weft.cli.doctor.Examination;
import dev.weft.cli.doctor.Finding;
import dev.weft.cli.doctor.Setup;
import dev.weft.cli.program.ProgramException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code weft doctor}: says what this machine gives to Weft, and what to do about anything missing. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        optionListHeading = "Options:%n",
        versionProvider = Version.class,
        header = "Check this machine's set-up, and say how to mend it.",
        description = {
                "",
                "Prints one line a check: OK; WARN for what costs speed or features; MISSING for what is needed. Each "
                        + "of the last two comes with what to do about it.",
                ""
        },
        footer = {"", "Exit status: 0, or 1 when something needed is missing."})
final class DoctorCommand implements Callable<Integer> {
    private final PrintWriter out;

    DoctorCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() throws ProgramException {
        List<Finding> findings = Examination.of(Setup.ofThisMachine(RuntimeOptions.startRuntime()));
        int width = findings.stream().mapToInt(finding -> finding.subject().length()).max().orElse(0);
        for (Finding finding : findings) {
            out.printf("%-7s  %-" + width + "s  %s%n", finding.grade(), finding.subject(), finding.text());
            finding.remedy().lines().forEach(line -> out.println(" ".repeat(width + 11) + "-> " + line));
        }
        out.flush();
        boolean complete = findings.stream().noneMatch(finding -> finding.grade() == Finding.Grade.MISSING);
        return complete ? ExitStatus.SUCCESS : ExitStatus.USAGE;
    }
}

package dev.weft.testkit;

import dev.weft.GoroutineFailure;
import dev.weft.Task;
import dev.weft.diagnostics.GoroutineState;
import dev.weft.testkit.internal.report.Report;
import dev.weft.testkit.internal.report.Step;
import dev.weft.testkit.internal.report.StepRecorder;
import dev.weft.testkit.internal.report.Snapshots;
import dev.weft.testkit.internal.simulation.Decisions;
import dev.weft.testkit.internal.simulation.Ending;
import dev.weft.testkit.internal.simulation.Frames;
import dev.weft.testkit.internal.simulation.GoroutineActor;
import dev.weft.testkit.internal.simulation.Refusal;
import dev.weft.testkit.internal.simulation.Simulation;
import dev.weft.testkit.internal.simulation.Strategy;
import dev.weft.testkit.internal.strategy.Cancelling;
import dev.weft.testkit.internal.strategy.Replay;
import dev.weft.testkit.internal.strategy.Shortening;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns the end of a schedule that failed into what users get: runs it once more and writes down what happens. */
final class Failures {
    private final Simulation simulation;
    private final Task task;
    private final String origin;

    /** What decided on the schedule. */
    private final Strategy strategy;

    Failures(Simulation simulation, Task task, String origin, Strategy strategy) {
        this.simulation = simulation;
        this.task = task;
        this.origin = origin;
        this.strategy = strategy;
    }

    /** The simulation has just run the schedule that ended so. */
    Exploration.Failed failed(Ending ending, long number) {
        Problem problem = problemOf(ending);
        Decisions decisions = simulation.decisions();
        Schedule found = Schedule.of(decisions.steps(), decisions.choices());
        Strategy repetition = strategy.repetition();
        Schedule schedule = repetition == null ? shortened(ending, found) : found;
        StepRecorder recorder = new StepRecorder();
        Ending again =
                run(repetition != null ? repetition : new Replay(schedule.steps(), schedule.choices()), recorder);
        String doubt = null;
        if (again.getClass() == ending.getClass()) {
            problem = problemOf(again);
        } else if (!(problem instanceof Problem.NotSimulated)) {
            doubt = "The same schedule ended otherwise the second time, so the program depends on something besides its"
                    + " schedule: static fields, real time, random numbers, hash codes.";
        }
        Report report = report(problem, recorder.steps(), doubt);
        if (strategy instanceof Cancelling cancelling) {
            report.title("Found by cancelling main " + cancelling.where() + ".");
        } else {
            report.origin(foundBy(number, !schedule.equals(found)), schedule.toString());
        }
        return new Exploration.Failed(problem, schedule, number, report.text());
    }

    private String foundBy(long number, boolean isShortened) {
        return strategy instanceof Replay ? "Found by running a schedule that was known"
                : "Found by " + origin + " in schedule number " + number + (isShortened ? ", and shortened" : "");
    }

    private Schedule shortened(Ending ending, Schedule found) {
        if (strategy instanceof Replay known) {
            return Schedule.of(known.steps(), known.choices());
        }
        if (ending instanceof Ending.Refused) {
            return found;
        }
        Shortening shortening = new Shortening(simulation, task, ending, found.steps(), found.choices());
        shortening.run();
        return Schedule.of(shortening.steps(), shortening.choices());
    }

    private Ending run(Strategy again, StepRecorder recorder) {
        again.begin();
        simulation.setStrategy(again);
        simulation.setListener(recorder);
        try {
            return simulation.run(task);
        } finally {
            simulation.setListener(null);
        }
    }

    private Problem problemOf(Ending ending) {
        return switch (ending) {
            case Ending.Deadlock deadlock -> new Problem.Deadlock(alive());
            case Ending.Leak leak -> new Problem.Leak(leak.goroutines().stream().map(Snapshots::of).toList());
            case Ending.Endless endless -> new Problem.Endless(endless.steps(), alive());
            case Ending.Thrown thrown -> new Problem.Thrown(unwrapped(thrown.failure()));
            case Ending.Refused(Refusal refusal) ->
                new Problem.NotSimulated(refusal.problem(), refusal.advice(), refusal.stack());
            default -> throw new IllegalStateException("not a failure: " + ending);
        };
    }

    /** The report has the goroutine; what matters is what it threw. */
    private static Throwable unwrapped(Throwable failure) {
        return failure instanceof GoroutineFailure wrapper && wrapper.getCause() != null ? wrapper.getCause() : failure;
    }

    private List<GoroutineState> alive() {
        return simulation.actors().goroutines().stream().filter(goroutine -> !goroutine.hasEnded()).map(Snapshots::of)
                .toList();
    }

    private Report report(Problem problem, List<Step> steps, @Nullable String doubt) {
        Report report = new Report();
        switch (problem) {
            case Problem.Deadlock deadlock ->
                report.title("Deadlock: nobody can run any more.").goroutines(deadlock.goroutines());
            case Problem.Leak leak ->
                report.title("Leak: main has returned, and goroutines are left that wait for ever.")
                        .goroutines(leak.goroutines());
            case Problem.Endless endless ->
                report.title("No end after " + endless.steps() + " steps. If the program is meant to take that long,"
                        + " raise the limit.").goroutines(endless.goroutines());
            case Problem.Thrown thrown -> report.title("Failure: " + whoFailed() + " threw " + thrown.failure())
                    .stack(Frames.ofUser(thrown.failure().getStackTrace()));
            case Problem.NotSimulated refusal -> report.title("Cannot be simulated: " + refusal.what() + ".")
                    .stack(refusal.stack())
                    .title("Instead, " + refusal.advice() + ".");
        }
        report.steps(steps);
        if (doubt != null) {
            report.title(doubt);
        }
        return report;
    }

    /** The goroutine that took the last step: a failure ends the schedule. */
    private String whoFailed() {
        int last = simulation.actors().goroutines().size();
        for (GoroutineActor goroutine : simulation.actors().goroutines()) {
            if (goroutine == simulation.lastToRun()) {
                return goroutine.describe();
            }
        }
        return "one of " + last + " goroutines";
    }
}

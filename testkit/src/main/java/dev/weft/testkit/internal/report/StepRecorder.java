package dev.weft.testkit.internal.report;

import dev.weft.internal.park.Operation;
import dev.weft.testkit.internal.simulation.Actor;
import dev.weft.testkit.internal.simulation.Frames;
import dev.weft.testkit.internal.simulation.GoroutineActor;
import dev.weft.testkit.internal.simulation.Simulation;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/** Writes down the last steps of a schedule. */
public final class StepRecorder implements Simulation.StepListener {
    private static final int MOST = 200;

    /** What stands between the program and the runtime: public classes of both, and the JDK's. */
    private static final Pattern LIBRARY = Pattern.compile("java\\..*"
            + "|dev\\.weft\\.(sync|time|flow|parallel|diagnostics)\\.[A-Z].*"
            + "|dev\\.weft\\.(Weft|Goroutine|Context|Cancellation|Scope|Select|Case|Program|Channel|Send|Receive)"
            + "\\w*(\\$.*)?"
            + "|dev\\.weft\\.testkit\\.Bubble");

    private final Deque<Step> steps = new ArrayDeque<>();

    public StepRecorder() {}

    @Override
    public void step(Simulation simulation, Actor actor) {
        if (steps.size() == MOST) {
            steps.removeFirst();
        }
        Object target = actor.target();
        boolean named = target != null && target != actor.operation() && actor.operation() != Operation.END;
        String what = named ? String.valueOf(target) : "";
        String line = actor instanceof GoroutineActor goroutine ? lineOf(goroutine) : "";
        steps.add(new Step(actor.describe(), actor.operation().toString(), what, line));
    }

    private static String lineOf(GoroutineActor goroutine) {
        List<StackTraceElement> frames =
                Frames.ofUser(Arrays.asList(goroutine.fiber().thread().getStackTrace()));
        for (StackTraceElement frame : frames) {
            if (!LIBRARY.matcher(frame.getClassName()).matches()) {
                return frame.getFileName() + ":" + frame.getLineNumber();
            }
        }
        return "";
    }

    /** The last steps, in order. */
    public List<Step> steps() {
        return List.copyOf(steps);
    }
}

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

/** Writes down the last steps of a schedule. */
public final class StepRecorder implements Simulation.StepListener {
    private static final int MOST = 200;

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
            if (!frame.getClassName().startsWith("dev.weft.Weft") && !isOfTheLibrary(frame)) {
                return frame.getFileName() + ":" + frame.getLineNumber();
            }
        }
        return "";
    }

    private static boolean isOfTheLibrary(StackTraceElement frame) {
        String module = frame.getModuleName();
        return (module != null && (module.equals("dev.weft") || module.equals("java.base")))
                || frame.getClassName().matches("dev\\.weft\\.(sync|time|flow|parallel|diagnostics)\\..*|dev\\.weft\\.[A-Z]\\w*");
    }

    /** The last steps, in order. */
    public List<Step> steps() {
        return List.copyOf(steps);
    }
}

package dev.weft.testkit.internal.report;

import dev.weft.testkit.internal.simulation.Actor;
import dev.weft.testkit.internal.simulation.Frames;
import dev.weft.testkit.internal.simulation.GoroutineActor;
import dev.weft.testkit.internal.simulation.Simulation;
import java.util.ArrayDeque;
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
        String line = actor instanceof GoroutineActor goroutine ? lineOf(goroutine) : "";
        steps.add(new Step(actor.describe(), actor.describeStep(), simulation.actors().targetOf(actor), line));
    }

    private static String lineOf(GoroutineActor goroutine) {
        for (StackTraceElement frame : Frames.ofUser(goroutine.fiber().thread().getStackTrace())) {
            if (!frame.getClassName().startsWith("java.")) {
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

package dev.weft.testkit.internal.simulation;

import dev.weft.internal.park.Operation;
import dev.weft.internal.park.Timers.Timer;

/** A timer that is due. */
final class TimerActor extends Actor {
    private final Simulation simulation;
    private final Timer timer;

    TimerActor(Simulation simulation, int number, Timer timer) {
        super(number);
        this.simulation = simulation;
        this.timer = timer;
        operation = Operation.TIMER;
        target = timer.target();
    }

    @Override
    void proceed() {
        simulation.fire(this, timer);
    }

    @Override
    public String describe() {
        return "timer " + number();
    }

    @Override
    public String describeStep() {
        return "fires";
    }

    /** What the timer is for. */
    String purpose() {
        return timer.toString();
    }
}

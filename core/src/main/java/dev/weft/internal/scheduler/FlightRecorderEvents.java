package dev.weft.internal.scheduler;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;

/**
 * Gives the scheduler's statistics to the JDK's flight recorder, as a periodic event. Loading the recorder's classes
 * takes milliseconds, so that is left until somebody records: the monitor asks once a second.
 */
final class FlightRecorderEvents {
    private static final boolean POSSIBLE = ModuleLayer.boot().findModule("jdk.jfr").isPresent();

    private final OwnScheduler scheduler;
    private boolean registered;

    FlightRecorderEvents(OwnScheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Registers the event once somebody records. Monitor only. */
    void registerIfRecording() {
        if (POSSIBLE && !registered && FlightRecorder.isInitialized()) {
            registered = true;
            FlightRecorder.addPeriodicEvent(SchedulerStatistics.class, this::emit);
        }
    }

    private void emit() {
        EngineStats stats = scheduler.stats();
        var event = new SchedulerStatistics();
        event.maxProcs = scheduler.maxProcs();
        event.goroutines = scheduler.liveGoroutines();
        event.runnable = stats.runnable();
        event.running = stats.running();
        event.carriers = stats.carriers();
        event.spareCarriers = stats.spareCarriers();
        event.steals = stats.steals();
        event.handOffs = stats.handOffs();
        event.replacedBlocked = stats.replacedBlocked();
        event.replacedComputing = stats.replacedComputing();
        event.commit();
    }

    @Name("dev.weft.SchedulerStatistics")
    @Label("Scheduler Statistics")
    @Description("What Weft's scheduler does, and has done since the start")
    @Category("Weft")
    @StackTrace(false)
    @Period("1 s")
    static final class SchedulerStatistics extends Event {
        @Label("GOMAXPROCS")
        int maxProcs;

        @Label("Goroutines")
        long goroutines;

        @Label("Runnable Goroutines")
        int runnable;

        @Label("Running Goroutines")
        int running;

        @Label("Carrier Threads")
        int carriers;

        @Label("Spare Carrier Threads")
        int spareCarriers;

        @Label("Steals")
        long steals;

        @Label("Hand-offs")
        long handOffs;

        @Label("Processors Taken from Blocked Carriers")
        long replacedBlocked;

        @Label("Processors Taken from Computing Carriers")
        long replacedComputing;
    }
}

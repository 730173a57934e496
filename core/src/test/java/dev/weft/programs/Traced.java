package dev.weft.programs;

import dev.weft.Weft;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.RecordingStream;

/** Does a little now and then, until a flight recording has heard of the scheduler, or for a tenth of a second. */
public final class Traced {
    private Traced() {}

    public static void main(String[] arguments) throws Exception {
        if (Boolean.getBoolean("traced.recording")) {
            record();
        } else {
            Weft.run(() -> {
                for (int i = 0; i < 20; i++) Weft.sleep(Duration.ofMillis(5));
            });
        }
        System.out.println("done");
    }

    private static void record() throws InterruptedException {
        var heard = new CountDownLatch(1);
        try (var recording = new RecordingStream()) {
            recording.enable("dev.weft.SchedulerStatistics").withPeriod(Duration.ofMillis(50));
            recording.onEvent("dev.weft.SchedulerStatistics", event -> {
                if (heard.getCount() > 0 && event.getInt("carriers") > 0) {
                    System.out.println("recorded " + event.getEventType().getName());
                    heard.countDown();
                }
            });
            recording.startAsync();
            // Somebody has to be awake, or the scheduler has nothing to tell.
            Weft.go(() -> {
                while (heard.getCount() > 0) Weft.yieldNow();
            });
            if (!heard.await(30, TimeUnit.SECONDS)) System.out.println("nothing recorded");
        }
    }
}

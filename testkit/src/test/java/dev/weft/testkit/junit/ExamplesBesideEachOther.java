package dev.weft.testkit.junit;

import static dev.weft.Weft.go;
import static dev.weft.Weft.sleep;

import dev.weft.Channel;
import java.time.Duration;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Tests that {@link GoTestTest} runs at the same time. Two of them are sound. */
@ExtendWith(ExamplesBesideEachOther.Meeting.class)
class ExamplesBesideEachOther {
    /** None begins before all have come. */
    static final class Meeting implements BeforeTestExecutionCallback {
        private static final CyclicBarrier ALL = new CyclicBarrier(4);

        @Override
        public void beforeTestExecution(ExtensionContext context) throws Exception {
            ALL.await(30, TimeUnit.SECONDS);
        }
    }

    @GoTest(schedules = 500)
    void soundInManySchedules() {
        Channel<Integer> values = Channel.unbuffered("sound");
        go("sound sender", () -> values.send(1));
        values.receive();
    }

    @GoTest(parallel = true)
    void soundInParallel() {
        Channel<Integer> values = Channel.unbuffered("sound");
        go("sound sender", () -> {
            sleep(Duration.ofHours(1));
            values.send(1);
        });
        values.receive();
    }

    @GoTest(schedules = 500)
    void leakInManySchedules() {
        go("first leak", () -> Channel.signal("never").receive());
    }

    @GoTest(parallel = true)
    void leakInParallel() {
        go("second leak", () -> Channel.signal("never").receive());
    }
}

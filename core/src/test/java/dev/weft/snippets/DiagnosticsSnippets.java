package dev.weft.snippets;

import static dev.weft.Weft.go;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Channel;
import dev.weft.DeadlockException;
import dev.weft.Weft;
import dev.weft.diagnostics.Dump;
import dev.weft.diagnostics.GoroutineState;
import dev.weft.diagnostics.SchedulerMXBean;
import dev.weft.diagnostics.SchedulerStats;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class DiagnosticsSnippets {
    @Test
    void dump() {
        Channel<String> orders = Channel.unbuffered("orders");
        go("cook", orders::receive);
        awaitParked("cook");
        List<String> waiting = new ArrayList<>();
        // @start region="dump"
        for (GoroutineState goroutine : Dump.take().goroutines()) {
            if (goroutine.waitingFor().startsWith("channel receive")) {
                waiting.add(goroutine.name() + " waits: " + goroutine.waitingFor());
            }
        }
        // @end
        assertThat(waiting).anyMatch(line -> line.startsWith("cook waits: channel receive: channel orders#"));
        orders.send("soup");
    }

    @Test
    void deadlock() {
        // @start region="deadlock"
        assertThatThrownBy(() -> Weft.run(() -> {
            Channel<Integer> numbers = Channel.unbuffered("numbers");
            numbers.send(1); // nobody will ever receive it
        }))
                .isInstanceOf(DeadlockException.class)
                .hasMessageStartingWith("fatal error: all goroutines are asleep - deadlock!")
                .hasMessageContaining("[channel send: channel numbers#");
        // @end
    }

    @Test
    void stats() {
        // @start region="stats"
        SchedulerStats before = SchedulerStats.take();
        go("worker", () -> {}).join();
        SchedulerStats after = SchedulerStats.take();
        String told = after.maxProcs() + " processors, " + after.runnable() + " goroutines wait for one, "
                + (after.handOffs() - before.handOffs()) + " hand-offs, half of the queue within "
                + after.queueLatency(0.5);
        // @end
        assertThat(told).contains(" processors, ");
    }

    @Test
    void jmx() throws JMException {
        // @start region="jmx"
        SchedulerMXBean.register();
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        Object maxProcs = server.getAttribute(new ObjectName(SchedulerMXBean.NAME), "MaxProcs");
        // @end
        assertThat(maxProcs).isEqualTo(Weft.maxProcs());
    }

    private static void awaitParked(String name) {
        while (Dump.take().goroutines().stream().noneMatch(state -> state.name().equals(name))) {
            Weft.yieldNow();
        }
    }
}

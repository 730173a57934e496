package dev.weft.diagnostics;

import dev.weft.internal.scheduler.Engines;
import java.util.Map;

/** What JMX asks. */
final class SchedulerManagement implements SchedulerMXBean {
    @Override
    public String getEngine() {
        return SchedulerStats.take().engine();
    }

    @Override
    public int getMaxProcs() {
        return Engines.engine().maxProcs();
    }

    @Override
    public void setMaxProcs(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("MaxProcs must be at least 1, but is " + n);
        }
        Engines.engine().maxProcs(n);
    }

    @Override
    public long getGoroutines() {
        return SchedulerStats.take().goroutines();
    }

    @Override
    public int getRunnable() {
        return SchedulerStats.take().runnable();
    }

    @Override
    public int getRunning() {
        return SchedulerStats.take().running();
    }

    @Override
    public Map<String, Long> getWaiting() {
        return SchedulerStats.take().waiting();
    }

    @Override
    public int getCarriers() {
        return SchedulerStats.take().carriers();
    }

    @Override
    public int getSpareCarriers() {
        return SchedulerStats.take().spareCarriers();
    }

    @Override
    public long getSteals() {
        return SchedulerStats.take().steals();
    }

    @Override
    public long getHandOffs() {
        return SchedulerStats.take().handOffs();
    }

    @Override
    public long getReplacedBlocked() {
        return SchedulerStats.take().replacedBlocked();
    }

    @Override
    public long getReplacedComputing() {
        return SchedulerStats.take().replacedComputing();
    }
}

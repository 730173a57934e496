package dev.weft.diagnostics;

import java.lang.management.ManagementFactory;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * The scheduler over JMX, as {@value #NAME}. The attributes are those of {@link SchedulerStats}; {@code MaxProcs} can
 * be set.
 *
 * {@snippet class="dev.weft.snippets.DiagnosticsSnippets" region="jmx"}
 */
public interface SchedulerMXBean {
    /** The name under which the scheduler is found. */
    String NAME = "dev.weft:type=Scheduler";

    /**
     * Makes the scheduler visible in the platform's MBean server; once is enough, and more does no harm.
     *
     * @throws IllegalStateException if the server refuses
     */
    static void register() {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        try {
            ObjectName name = new ObjectName(NAME);
            synchronized (SchedulerMXBean.class) {
                if (!server.isRegistered(name)) {
                    server.registerMBean(new SchedulerManagement(), name);
                }
            }
        } catch (JMException e) {
            throw new IllegalStateException("the scheduler cannot be registered with JMX", e);
        }
    }

    /**
     * Which scheduler runs goroutines.
     *
     * @return {@code own} or {@code jdk}
     */
    String getEngine();

    /**
     * How many goroutines may execute at once.
     *
     * @return at least 1
     */
    int getMaxProcs();

    /**
     * Changes how many goroutines may execute at once, as {@link dev.weft.Weft#maxProcs(int)}.
     *
     * @param n at least 1
     */
    void setMaxProcs(int n);

    /**
     * How many goroutines have started and not ended.
     *
     * @return at least 0
     */
    long getGoroutines();

    /**
     * How many goroutines could run and wait for a processor.
     *
     * @return at least 0
     */
    int getRunnable();

    /**
     * How many goroutines execute.
     *
     * @return at least 0
     */
    int getRunning();

    /**
     * How many goroutines wait, by reason.
     *
     * @return a number for each reason
     */
    Map<String, Long> getWaiting();

    /**
     * How many threads execute goroutines, with those asleep.
     *
     * @return at least 0
     */
    int getCarriers();

    /**
     * How many threads there are beyond those that {@code maxProcs} needs.
     *
     * @return at least 0
     */
    int getSpareCarriers();

    /**
     * How often a processor has taken goroutines from another.
     *
     * @return since the start
     */
    long getSteals();

    /**
     * How often a goroutine was made the next to run on the processor of the one that woke it.
     *
     * @return since the start
     */
    long getHandOffs();

    /**
     * How often another thread took over for one that was blocked.
     *
     * @return since the start
     */
    long getReplacedBlocked();

    /**
     * How often another thread took over for one that computed for over 10 ms.
     *
     * @return since the start
     */
    long getReplacedComputing();
}

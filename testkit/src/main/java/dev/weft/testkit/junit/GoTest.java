package dev.weft.testkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test whose method is the main goroutine of a program in virtual time. It fails if main or another goroutine throws,
 * if all goroutines are asleep, if goroutines are left that wait for ever, and if it does not end.
 *
 * <p>Without {@link #schedules()} the program runs in one schedule, always the same, as under
 * {@link dev.weft.testkit.Bubble}. With it, it runs in many, as under {@link dev.weft.testkit.Explorer}; the message of
 * a failure has the schedule that failed, for {@link Replay}.
 *
 * <p>Each schedule is a test of its own: it gets a new instance of the test class, the class's {@code @BeforeEach}
 * methods run in the main goroutine before the test method, and its {@code @AfterEach} methods after it. (JUnit runs
 * them once more around all schedules, on an instance that the schedules do not use.)
 *
 * <p>A schedule that failed is written to a file and tried first the next time; see {@link FailedSchedules}.
 *
 * <p>A parameter of the type {@link java.util.Random} gets a generator with the same seed in each schedule. Other
 * parameters are resolved by JUnit, once for all schedules.
 *
 * {@snippet class="dev.weft.testkit.snippets.GoTestSnippets" region="goTest"}
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Test
@ExtendWith(GoTestExtension.class)
public @interface GoTest {
    /**
     * How many schedules the program runs in at most; 0 for the one that a bubble has. {@link Strategy#EXHAUSTIVE} has
     * no limit unless this is more than 1. Where it is a limit, the system property {@code weft.test.schedules} takes
     * its place.
     *
     * @return at least 0
     */
    long schedules() default 0;

    /**
     * How schedules are chosen.
     *
     * @return the strategy
     */
    Strategy strategy() default Strategy.RANDOM;

    /**
     * The seed of strategies that choose by chance. The system property {@code weft.test.seed} takes its place.
     *
     * @return any number
     */
    long seed() default 1;

    /**
     * For {@link Strategy#PRIORITIES}: how many steps must come in a certain order for the bug to show.
     *
     * @return at least 1
     */
    int depth() default 3;

    /**
     * The number of steps after which a schedule counts as endless.
     *
     * @return at least 1
     */
    int steps() default 100_000;

    /**
     * Whether goroutines run in parallel, on the scheduler that the process really uses, as under
     * {@link dev.weft.testkit.Bubble#runParallel}. Excludes {@link #schedules}, {@link #strategy} and
     * {@link #ignoreLeaks}.
     *
     * @return false if they run one at a time
     */
    boolean parallel() default false;

    /**
     * Whether goroutines may be left that wait for ever.
     *
     * @return false if they fail the test
     */
    boolean ignoreLeaks() default false;
}

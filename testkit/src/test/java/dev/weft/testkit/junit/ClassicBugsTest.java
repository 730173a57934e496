package dev.weft.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testkit.Exploration;
import dev.weft.testkit.Explorer;
import dev.weft.testkit.ScheduleFailure;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each of the {@link ClassicBugs} is found soon, can be repeated at will, and is gone with its fix. */
class ClassicBugsTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    @TempDir
    private Path folder = Path.of("");

    static List<String> bugs() {
        return Arrays.stream(ClassicBugs.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(GoTest.class)).map(Method::getName).sorted().toList();
    }

    @BeforeEach
    void useOwnFile() {
        System.setProperty(TestProperties.FAILED_SCHEDULES, folder.resolve("failed.txt").toString());
        ClassicBugs.fixed = false;
    }

    @AfterEach
    void useFileAgain() {
        System.clearProperty(TestProperties.FAILED_SCHEDULES);
    }

    @Test
    void thereAreTenOfThem() {
        assertThat(bugs()).hasSize(10);
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void bugIsFoundSoon(String bug) {
        long begin = System.nanoTime();
        assertThat(TestRuns.run(ClassicBugs.class, bug + "()")).containsInstanceOf(ScheduleFailure.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SOON);
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void printedScheduleShowsItEachTime(String bug) throws Exception {
        ScheduleFailure found = (ScheduleFailure) TestRuns.run(ClassicBugs.class, bug + "()").orElseThrow();
        Method method = ClassicBugs.class.getDeclaredMethod(bug);
        String schedule = found.failed().schedule().toString();
        assertThat(found).hasMessageContaining("@Replay(\"" + schedule + "\")");
        for (int i = 0; i < 10; i++) {
            Exploration again =
                    Explorer.replay(schedule).run(new Lifecycle(ClassicBugs.class, method, List.of(), 1)::run);
            assertThat(again).isInstanceOfSatisfying(Exploration.Failed.class, failed -> {
                assertThat(failed.problem()).hasSameClassAs(found.failed().problem());
                assertThat(failed.schedule()).isEqualTo(found.failed().schedule());
            });
        }
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void fixedProgramPasses(String bug) {
        ClassicBugs.fixed = true;
        assertThat(TestRuns.run(ClassicBugs.class, bug + "()")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void fixedProgramPassesInEverySchedule(String bug) throws Exception {
        ClassicBugs.fixed = true;
        Method method = ClassicBugs.class.getDeclaredMethod(bug);
        Exploration exploration = Explorer.exhaustive()
                .run(new Lifecycle(ClassicBugs.class, method, List.of(), 1)::run).orThrow();
        assertThat(exploration).isInstanceOfSatisfying(Exploration.Passed.class,
                passed -> assertThat(passed.complete()).isTrue());
    }
}

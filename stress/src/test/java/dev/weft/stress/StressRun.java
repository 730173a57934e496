package dev.weft.stress;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.TreeMap;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.StateCase;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.TestInfo;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.runners.ForkedTestConfig;
import org.openjdk.jcstress.infra.runners.Runner;
import org.openjdk.jcstress.infra.runners.SpinLoopStyle;
import org.openjdk.jcstress.infra.runners.TestList;

/**
 * Runs stress tests in this JVM, one after the other, as each JVM that jcstress starts does with one. jcstress itself
 * first finds out for several seconds what the machine and the JVM can do, and then tries each test in each way to
 * compile it: too slow for every build, and for every mutant.
 */
final class StressRun {
    /** Exit status: an outcome was seen that is forbidden. */
    static final int FORBIDDEN = 3;

    private static final int FOOTPRINT_MEGABYTES = 64;
    private static final int STRIDE_SIZE = 256;
    private static final int STRIDES = 40;

    private StressRun() {}

    /** Arguments: milliseconds for one try, number of tries, names of tests; none for all. Stops at a failure. */
    public static void main(String[] arguments) throws Exception {
        int millis = Integer.parseInt(arguments[0]);
        int tries = Integer.parseInt(arguments[1]);
        for (String test : TestList.tests()) {
            boolean wanted = arguments.length == 2;
            for (int i = 2; i < arguments.length; i++) {
                wanted |= arguments[i].equals(test);
            }
            for (int i = 0; wanted && i < tries; i++) {
                if (!passes(TestList.getInfo(test), millis)) {
                    System.exit(FORBIDDEN);
                }
            }
        }
        // Threads of jcstress may be left over.
        System.exit(0);
    }

    @SuppressWarnings("SystemOut")
    private static boolean passes(TestInfo test, int millis) throws ReflectiveOperationException, IOException {
        Runner<?> runner = Class.forName(test.generatedRunner()).asSubclass(Runner.class)
                .getConstructor(ForkedTestConfig.class).newInstance(config(test, millis));
        TestResult result = runner.run();
        var states = new TreeMap<String, Long>();
        boolean passed = result.status() == Status.NORMAL;
        for (String state : result.getStateKeys()) {
            states.put("(" + state + ")", result.getCount(state));
            passed &= expectation(test, state) != Expect.FORBIDDEN;
        }
        System.out.println((passed ? "passed " : "FAILED ") + test.name() + " " + result.status() + " " + states + " "
                + String.join("; ", result.getMessages()));
        return passed && !states.isEmpty();
    }

    private static Expect expectation(TestInfo test, String state) {
        return test.cases().stream().filter(each -> each.matches(state)).findFirst().map(StateCase::expect)
                .orElseGet(() -> test.unmatched().expect());
    }

    /** What jcstress sends to the JVMs that it starts. */
    @SuppressWarnings("EnumOrdinal") // it sends ordinals
    private static ForkedTestConfig config(TestInfo test, int millis) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeInt(SpinLoopStyle.THREAD_YIELD.ordinal());
            out.writeInt(millis);
            out.writeInt(1);
            out.writeUTF(test.generatedRunner());
            out.writeInt(FOOTPRINT_MEGABYTES);
            out.writeInt(STRIDE_SIZE);
            out.writeInt(STRIDES);
            out.writeBoolean(false);
        }
        return new ForkedTestConfig(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }
}

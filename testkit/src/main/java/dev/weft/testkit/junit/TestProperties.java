package dev.weft.testkit.junit;

/** How tools that run {@link GoTest}s tell them what to do, and hear from them. */
public final class TestProperties {
    /** The system property with a seed, in place of that of all tests. */
    public static final String SEED = "weft.test.seed";

    /** The system property with a number of schedules, in place of that of all tests that have one. */
    public static final String SCHEDULES = "weft.test.schedules";

    /** The system property with a schedule in which all tests are to run, and in no other. */
    public static final String REPLAY = "weft.test.replay";

    /** The system property with the path of the file of schedules that failed. */
    public static final String FAILED_SCHEDULES = "weft.test.failed";

    /** The system property that is {@code true} for tools that listen to {@link #PROGRESS_ENTRY}. */
    public static final String PROGRESS = "weft.test.progress";

    /**
     * The key of the entry with the number of schedules in which a test passed, behind "all " if there are no others.
     */
    public static final String SCHEDULES_ENTRY = "schedules";

    /** The key of the report entry with the number of schedules that have been run so far. */
    public static final String PROGRESS_ENTRY = "schedules so far";

    private TestProperties() {}
}

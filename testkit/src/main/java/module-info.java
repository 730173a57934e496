/** Tests of concurrent programs: every schedule, in virtual time, and each failure again. */
@org.jspecify.annotations.NullMarked
module dev.weft.testkit {
    requires transitive dev.weft;
    requires static org.jspecify;

    // Who uses the extension for JUnit has JUnit.
    requires static transitive org.junit.jupiter.api;
    requires static org.junit.platform.commons;
    requires static transitive org.junit.platform.launcher;

    exports dev.weft.testkit;
    exports dev.weft.testkit.junit;

    provides org.junit.platform.launcher.LauncherSessionListener with dev.weft.testkit.junit.Preparation;
}

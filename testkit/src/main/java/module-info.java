/** Tests of concurrent programs: every schedule, in virtual time, and each failure again. */
@org.jspecify.annotations.NullMarked
module dev.weft.testkit {
    requires transitive dev.weft;
    requires static org.jspecify;

    exports dev.weft.testkit;
}

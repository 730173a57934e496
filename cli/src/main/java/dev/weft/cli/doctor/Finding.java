package dev.weft.cli.doctor;

/**
 * What one check found.
 *
 * @param grade how good it is
 * @param subject what was looked at, one or two words
 * @param text what is the case, one line
 * @param remedy what to do about it, one or more lines; empty if nothing need be done
 */
public record Finding(Grade grade, String subject, String text, String remedy) {
    /** How good a finding is. */
    public enum Grade {
        /** As it should be. */
        OK,
        /** Works, but slower or with less than there could be. */
        WARN,
        /** Needed, and not there. */
        MISSING
    }

    static Finding ok(String subject, String text) {
        return new Finding(Grade.OK, subject, text, "");
    }

    static Finding warn(String subject, String text, String remedy) {
        return new Finding(Grade.WARN, subject, text, remedy);
    }

    static Finding missing(String subject, String text, String remedy) {
        return new Finding(Grade.MISSING, subject, text, remedy);
    }
}

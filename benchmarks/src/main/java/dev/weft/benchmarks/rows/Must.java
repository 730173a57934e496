package dev.weft.benchmarks.rows;

import java.util.OptionalInt;

/**
 * A target: what one Weft column has to reach in one figure.
 *
 * @param subject the Weft column that has to reach it
 * @param against what its median is divided by
 * @param limit the bound of that ratio, or of the figure itself for {@link Against#ABSOLUTE}; an upper bound where
 *         lower is better, else a lower one
 * @param procs the number of processors it holds for; empty for any
 */
public record Must(Peer subject, Against against, double limit, OptionalInt procs) {

    /** What a target is measured against. */
    public enum Against {
        GO("Go"), KOTLIN("Kotlin"), JOX("Jox"), JDK("JDK"), BEST("best"), ABSOLUTE("");

        private final String title;

        Against(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    static Must own(Against against, double limit) {
        return new Must(Peer.WEFT_OWN, against, limit, OptionalInt.empty());
    }

    static Must stock(Against against, double limit) {
        return new Must(Peer.WEFT_JDK, against, limit, OptionalInt.empty());
    }

    Must at(int processors) {
        return new Must(subject, against, limit, OptionalInt.of(processors));
    }

    public boolean appliesTo(int processors) {
        return procs.isEmpty() || procs.getAsInt() == processors;
    }
}

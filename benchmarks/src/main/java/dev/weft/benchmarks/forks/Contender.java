package dev.weft.benchmarks.forks;

import dev.weft.benchmarks.rows.Peer;
import dev.weft.benchmarks.rows.Row;

/**
 * One way to do one row.
 *
 * @param row the work
 * @param peer who does it
 * @param variant which of the peer's ways, empty for the only one
 */
public record Contender(Row row, Peer peer, String variant) {

    /** The name in progress lines and file names. */
    public String label() {
        return variant.isEmpty() ? peer.id() : peer.id() + "-" + variant.replace(' ', '-');
    }
}

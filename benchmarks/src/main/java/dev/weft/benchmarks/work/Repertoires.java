package dev.weft.benchmarks.work;

import dev.weft.benchmarks.rows.Peer;

/** Makes the repertoire of a peer; only that peer's classes are loaded. */
public final class Repertoires {

    private Repertoires() {}

    public static Repertoire of(Peer peer, int procs) {
        return switch (peer) {
            case WEFT_OWN, WEFT_JDK -> new WeftRepertoire(peer, procs);
            case GO -> new GoRepertoire();
            case KOTLIN -> new KotlinRepertoire(procs);
            case JOX -> new JoxRepertoire(procs);
            case JDK -> new JdkRepertoire(procs);
        };
    }
}

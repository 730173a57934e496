package dev.weft.benchmarks.rows;

import java.util.Arrays;
import java.util.List;

/** One column of the table: a library, or Weft on one of its engines. */
public enum Peer {
    WEFT_OWN("weft-own", "Weft own"),
    WEFT_JDK("weft-jdk", "Weft jdk"),
    GO("go", "Go"),
    KOTLIN("kotlin", "Kotlin"),
    JOX("jox", "Jox"),
    JDK("jdk", "JDK");

    private final String id;
    private final String title;

    Peer(String id, String title) {
        this.id = id;
        this.title = title;
    }

    /** The name on the command line, in JSON and in CSV. */
    public String id() {
        return id;
    }

    /** The name in the table's head. */
    public String title() {
        return title;
    }

    public boolean isWeft() {
        return this == WEFT_OWN || this == WEFT_JDK;
    }

    /** Whether a fork of this peer is a JVM; Go's is a native program. */
    public boolean isJvm() {
        return this != GO;
    }

    /**
     * The peer with a name.
     *
     * @throws IllegalArgumentException for an unknown name, listing the known ones
     */
    public static Peer byId(String id) {
        return Arrays.stream(values()).filter(peer -> peer.id.equals(id)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no peer \"" + id + "\"; there are " + ids()));
    }

    public static List<String> ids() {
        return Arrays.stream(values()).map(Peer::id).toList();
    }
}

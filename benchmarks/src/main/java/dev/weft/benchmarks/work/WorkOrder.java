package dev.weft.benchmarks.work;

import dev.weft.benchmarks.rows.Peer;
import dev.weft.benchmarks.rows.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one forked process is to run; the Go twin understands the same arguments.
 *
 * @param row the row
 * @param peer who runs it
 * @param variant the name of the variant, empty for the only one
 * @param procs the number of processors to use
 * @param size the amount of work of an iteration
 * @param warmups the smallest number of iterations before the measured ones
 * @param warmupMillis the shortest time that the warm-up takes
 * @param iterations the number of measured iterations
 */
public record WorkOrder(
        Row row, Peer peer, String variant, int procs, int size, int warmups, long warmupMillis, int iterations) {

    public List<String> toArguments() {
        return List.of("row=" + row.id(), "peer=" + peer.id(), "variant=" + variant, "procs=" + procs, "size=" + size,
                "warmups=" + warmups, "warmupMillis=" + warmupMillis, "iterations=" + iterations);
    }

    /**
     * The inverse of {@link #toArguments}.
     *
     * @throws IllegalArgumentException if an argument is missing or no argument of this record
     */
    public static WorkOrder parse(List<String> arguments) {
        Map<String, String> values = new HashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("not name=value: " + argument);
            }
            values.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        var order = new WorkOrder(
                Row.byId(take(values, "row")), Peer.byId(take(values, "peer")), take(values, "variant"),
                Integer.parseInt(take(values, "procs")), Integer.parseInt(take(values, "size")),
                Integer.parseInt(take(values, "warmups")), Long.parseLong(take(values, "warmupMillis")),
                Integer.parseInt(take(values, "iterations")));
        if (!values.isEmpty()) {
            throw new IllegalArgumentException("unknown arguments " + values.keySet());
        }
        return order;
    }

    private static String take(Map<String, String> values, String name) {
        String value = values.remove(name);
        if (value == null) {
            throw new IllegalArgumentException("missing " + name + "=");
        }
        return value;
    }
}

package dev.weft.linearizability;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** What {@link ChannelOperations} must look like to whoever cannot see what overlaps: two queues and a flag. */
public class ChannelModel {
    private final Queue<Integer> first = new ArrayDeque<>();
    private final Queue<Integer> second = new ArrayDeque<>();
    private boolean closed;

    public String trySend(int value) {
        return closed ? "closed" : sent(first, value);
    }

    public String tryReceive() {
        @Nullable Integer value = first.poll();
        return value != null ? value.toString() : closed ? "closed" : "empty";
    }

    public int length() {
        return first.size();
    }

    public boolean tryClose() {
        boolean now = !closed;
        closed = true;
        return now;
    }

    public String trySendToSecond(int value) {
        return sent(second, value);
    }

    public String receiveFromEither() {
        @Nullable Integer value = first.poll();
        if (value != null) return "first " + value;
        if (closed) return "first closed";
        value = second.poll();
        return value != null ? "second " + value : "neither";
    }

    public String sendToFirstOrReceiveFromSecond(int value) {
        if (closed) return "closed";
        if (first.size() < ChannelOperations.CAPACITY) return sent(first, value);
        @Nullable Integer received = second.poll();
        return received != null ? "received " + received : "neither";
    }

    private static String sent(Queue<Integer> queue, int value) {
        if (queue.size() == ChannelOperations.CAPACITY) return "full";
        queue.add(value);
        return "sent";
    }
}

package dev.weft.verify.conservation;

import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * What one party knows to have happened, in its own order: which of its values were sent, and which values it received,
 * on which channel. Written by the party alone; read once it has ended.
 *
 * <p>Values are unique: the party's number and a serial number. An entry is a value with a channel in front.
 */
final class Journal {
    private static final int SERIAL_BITS = 30;
    private static final int PARTY_BITS = 10;
    private static final int VALUE_BITS = SERIAL_BITS + PARTY_BITS;

    private final String name;
    private final int party;
    private int serials;
    private Entries sent = new Entries();
    private Entries received = new Entries();

    Journal(String name, int party) {
        this.name = name;
        this.party = party;
    }

    /** A value that nobody has seen. */
    long freshValue() {
        return ((long) party << SERIAL_BITS) | serials++;
    }

    void sent(int channel, long value) {
        sent.add(entry(channel, value));
    }

    void received(int channel, long value) {
        received.add(entry(channel, value));
    }

    String name() {
        return name;
    }

    int party() {
        return party;
    }

    /** How many values {@link #freshValue} has made. */
    int serials() {
        return serials;
    }

    Entries sent() {
        return sent;
    }

    Entries received() {
        return received;
    }

    private static long entry(int channel, long value) {
        return ((long) channel << VALUE_BITS) | value;
    }

    static int channelOf(long entry) {
        return (int) (entry >>> VALUE_BITS);
    }

    static int partyOf(long entry) {
        return (int) (entry >>> SERIAL_BITS) & ((1 << PARTY_BITS) - 1);
    }

    static int serialOf(long entry) {
        return (int) entry & ((1 << SERIAL_BITS) - 1);
    }

    /** A growing list of numbers. */
    static final class Entries {
        private long[] entries = new long[1024];
        private int size;

        void add(long entry) {
            if (size == entries.length) entries = Arrays.copyOf(entries, size * 2);
            entries[size++] = entry;
        }

        int size() {
            return size;
        }

        void forEach(LongConsumer action) {
            for (int i = 0; i < size; i++) action.accept(entries[i]);
        }
    }
}

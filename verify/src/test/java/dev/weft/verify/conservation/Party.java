package dev.weft.verify.conservation;

import dev.weft.Attempt;
import dev.weft.CancelledException;
import dev.weft.ChannelClosedException;
import dev.weft.Context;
import dev.weft.Received;
import dev.weft.Weft;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/**
 * Does random operations on the slots and keeps a journal. May be a goroutine or a platform thread, and may be
 * interrupted at any time: it clears the interrupt once an operation has given up because of it, and goes on.
 */
final class Party {
    /** How an operation ended, unless it threw. */
    enum Ending {
        DONE, CLOSED, TIMED_OUT, IDLE
    }

    private final Journal journal;
    private final Slots slots;
    private final SplittableRandom random;
    private final RandomSelect selects;
    private final List<String> problems = new ArrayList<>();

    /** Written by the party, read by those who cancel it; the background context, which none can cancel, for none. */
    private volatile Context context = Context.background();

    private long done;
    private long cancelled;
    private long closed;
    private long timedOut;
    private long idle;

    Party(Journal journal, Slots slots, SplittableRandom random) {
        this.journal = journal;
        this.slots = slots;
        this.random = random;
        selects = new RandomSelect(journal, slots, random);
    }

    /** The body: one operation after the other while there is another to do. */
    void run(BooleanSupplier another) {
        while (another.getAsBoolean()) {
            operate();
            if (random.nextInt(8) == 0) Weft.yieldNow();
        }
    }

    /** Now and then several operations under a context of their own, which others may cancel. */
    private void operate() {
        if (random.nextInt(16) != 0) {
            operateOnce();
            return;
        }
        Context mine = Context.background().withCancel();
        context = mine;
        try {
            mine.run(() -> {
                for (int left = 1 + random.nextInt(4); left > 0 && !mine.isCancelled(); left--) operateOnce();
            });
        } catch (Exception e) {
            problem("run threw %s".formatted(e));
        } finally {
            context = Context.background();
        }
    }

    /** Cancels the context that the party runs under just now, if it has one; others call this. */
    void cancelContext() {
        Context known = context;
        if (known != Context.background()) known.cancel();
    }

    private void operateOnce() {
        boolean cancelledBefore = Thread.currentThread().isInterrupted();
        int kind = random.nextInt(16);
        try {
            Ending ending = perform(kind);
            switch (ending) {
                case DONE -> done++;
                case CLOSED -> closed++;
                case TIMED_OUT -> timedOut++;
                case IDLE -> idle++;
            }
            if (cancelledBefore && mustGiveUp(kind)) {
                problem("operation of kind %d ended with %s in spite of an interrupt before it".formatted(kind,
                        ending));
            }
        } catch (ChannelClosedException e) {
            closed++;
        } catch (CancelledException e) {
            cancelled++;
            if (!Thread.interrupted()) problem("kind %d gave up without an interrupt: %s".formatted(kind, e));
        } catch (Exception | AssertionError e) {
            problem("kind %d threw %s".formatted(kind, e));
        }
    }

    private Ending perform(int kind) throws Exception {
        return switch (kind) {
            case 0, 1 -> send();
            case 2, 3 -> receive();
            case 4 -> iterate();
            case 5 -> trySend();
            case 6 -> tryReceive();
            case 7 -> random.nextInt(8) == 0 ? Weft.shielded(this::receive) : tryReceive();
            case 8, 9 -> selects.inNewCases(RandomSelect.Patience.DEFAULT);
            case 10 -> selects.inNewCases(RandomSelect.Patience.SHORT);
            case 11, 12 -> selects.inNewCases(RandomSelect.Patience.ENDLESS);
            case 13 -> selects.inSelector(RandomSelect.Patience.DEFAULT);
            case 14 -> selects.inSelector(RandomSelect.Patience.SHORT);
            default -> selects.inSelector(RandomSelect.Patience.ENDLESS);
        };
    }

    /** Whether a cancelled goroutine may not do this, even if it could without waiting. */
    private static boolean mustGiveUp(int kind) {
        return switch (kind) {
            case 5, 6, 7, 8, 9, 13 -> false;
            default -> true;
        };
    }

    private Ending send() {
        Slots.Slot slot = randomSlot();
        long value = journal.freshValue();
        slot.channel().send(value);
        journal.sent(slot.number(), value);
        return Ending.DONE;
    }

    private Ending trySend() {
        Slots.Slot slot = randomSlot();
        long value = journal.freshValue();
        if (!slot.channel().trySend(value)) return Ending.IDLE;
        journal.sent(slot.number(), value);
        return Ending.DONE;
    }

    private Ending receive() {
        Slots.Slot slot = randomSlot();
        if (random.nextBoolean()) {
            journal.received(slot.number(), slot.channel().receive());
            return Ending.DONE;
        }
        return switch (slot.channel().next()) {
            case Received.Value<Long>(Long value) -> {
                journal.received(slot.number(), value);
                yield Ending.DONE;
            }
            case Received.Closed<Long>() -> Ending.CLOSED;
        };
    }

    private Ending tryReceive() {
        Slots.Slot slot = randomSlot();
        return switch (slot.channel().tryReceive()) {
            case Attempt.Value<Long>(Long value) -> {
                journal.received(slot.number(), value);
                yield Ending.DONE;
            }
            case Attempt.Closed<Long>() -> Ending.CLOSED;
            case Attempt.Empty<Long>() -> Ending.IDLE;
        };
    }

    /** Takes a few values as a range loop does. */
    private Ending iterate() {
        Slots.Slot slot = randomSlot();
        Iterator<Long> values = slot.channel().iterator();
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            if (!values.hasNext()) return Ending.CLOSED;
            if (!values.hasNext()) problem("hasNext forgot the value that it had promised");
            journal.received(slot.number(), values.next());
        }
        return Ending.DONE;
    }

    private Slots.Slot randomSlot() {
        return slots.get(random.nextInt(slots.size()));
    }

    private void problem(String problem) {
        problems.add(journal.name() + ": " + problem);
    }

    // --------------------------------------------------------------------------------- once the party has ended

    Journal journal() {
        return journal;
    }

    List<String> problems() {
        return problems;
    }

    Tally tally() {
        return new Tally(done, cancelled, closed, timedOut, idle);
    }
}

package dev.weft.verify.conservation;

import dev.weft.Case;
import dev.weft.Channel;
import dev.weft.Selector;
import dev.weft.Weft;
import dev.weft.verify.conservation.Party.Ending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** One party's selects over random slots; a channel may come twice, and both be sent to and received from. */
final class RandomSelect {
    /** How long a select waits for one of its cases. */
    enum Patience {
        DEFAULT, SHORT, ENDLESS
    }

    private static final int MAX_CASES = 4;
    private static final int MAX_TIMEOUT_NANOS = 60_000;

    private final Journal journal;
    private final Slots slots;
    private final SplittableRandom random;
    private Prepared prepared;

    RandomSelect(Journal journal, Slots slots, SplittableRandom random) {
        this.journal = journal;
        this.slots = slots;
        this.random = random;
        prepared = new Prepared(slots);
    }

    // --------------------------------------------------------------------------------------------- Weft.select

    /** A select whose cases are made for it. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    Ending inNewCases(Patience patience) {
        List<Case<Ending>> cases = new ArrayList<>();
        // One case at least that can happen: nothing but an interrupt would end an endless select without.
        cases.add(randomCase(true));
        for (int left = random.nextInt(MAX_CASES); left > 0; left--) cases.add(randomCase(false));
        if (random.nextBoolean()) cases.add(cases.removeFirst());
        switch (patience) {
            case DEFAULT -> cases.add(Weft.otherwise(() -> Ending.IDLE));
            case SHORT -> cases.add(Weft.after(timeout(), () -> Ending.TIMED_OUT));
            case ENDLESS -> {}
        }
        Case<Ending>[] array = cases.toArray(new Case[0]);
        return random.nextInt(4) == 0 ? Weft.selectPrioritized(array) : Weft.select(array);
    }

    private Case<Ending> randomCase(boolean certain) {
        Slots.Slot slot = slots.get(random.nextInt(slots.size()));
        boolean takesPart = certain || random.nextInt(10) != 0;
        if (!certain && random.nextInt(20) == 0) return Weft.receive(Channel.<Long>never(), value -> Ending.DONE);
        if (random.nextBoolean()) {
            return Weft.<Long, Ending>receive(slot.channel(), value -> {
                journal.received(slot.number(), value);
                return Ending.DONE;
            }).onClosed(() -> Ending.CLOSED).when(takesPart);
        }
        long value = journal.freshValue();
        return Weft.<Long, Ending>send(slot.channel(), value, () -> {
            journal.sent(slot.number(), value);
            return Ending.DONE;
        }).when(takesPart);
    }

    private Duration timeout() {
        return Duration.ofNanos(random.nextInt(MAX_TIMEOUT_NANOS));
    }

    // ------------------------------------------------------------------------------------------------ Selector

    /** A selector with a receive and a send for each slot, used again until one of the slots has been replaced. */
    private static final class Prepared {
        private final List<Slots.Slot> slots = new ArrayList<>();
        private final Selector selector = Selector.fair();
        private final List<Selector.Receiving<Long>> receives = new ArrayList<>();
        private final List<Selector.Sending<Long>> sends = new ArrayList<>();

        /** What each send case offers. */
        private final long[] offered;

        Prepared(Slots all) {
            for (int i = 0; i < all.size(); i++) {
                // Once: it may be replaced between two looks.
                Slots.Slot slot = all.get(i);
                slots.add(slot);
                receives.add(selector.receive(slot.channel()));
            }
            for (Slots.Slot slot : slots) sends.add(selector.send(slot.channel()));
            offered = new long[sends.size()];
        }

        boolean isOutdated(Slots all) {
            for (int i = 0; i < all.size(); i++) {
                if (all.get(i) != slots.get(i)) return true;
            }
            return false;
        }
    }

    /** A select in the party's selector. */
    Ending inSelector(Patience patience) {
        if (prepared.isOutdated(slots)) prepared = new Prepared(slots);
        Prepared now = prepared;
        int certain = random.nextInt(now.slots.size());
        for (int i = 0; i < now.slots.size(); i++) {
            now.receives.get(i).enable(i == certain || random.nextInt(3) == 0);
            now.sends.get(i).enable(false);
            if (random.nextInt(3) == 0) {
                now.offered[i] = journal.freshValue();
                now.sends.get(i).offer(now.offered[i]);
            }
        }
        int chosen = switch (patience) {
            case DEFAULT -> now.selector.trySelect();
            case SHORT -> now.selector.select(timeout());
            case ENDLESS -> now.selector.select();
        };
        if (chosen < 0) return patience == Patience.SHORT ? Ending.TIMED_OUT : Ending.IDLE;
        return conclude(now, chosen);
    }

    private Ending conclude(Prepared now, int chosen) {
        int sends = now.receives.size();
        if (chosen >= sends) {
            int place = chosen - sends;
            journal.sent(now.slots.get(place).number(), now.offered[place]);
            return Ending.DONE;
        }
        Selector.Receiving<Long> receive = now.receives.get(chosen);
        if (receive.isClosed()) return Ending.CLOSED;
        journal.received(now.slots.get(chosen).number(), receive.take());
        return Ending.DONE;
    }
}

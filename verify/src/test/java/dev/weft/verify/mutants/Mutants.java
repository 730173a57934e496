package dev.weft.verify.mutants;

import dev.weft.stress.Mutant;
import dev.weft.stress.Mutation;
import dev.weft.stress.Mutation.Divert;
import dev.weft.stress.Mutation.Drop;
import dev.weft.stress.Mutation.Weaken;

/** Mistakes that the suite must notice. */
enum Mutants {
    /** A memory order: the JIT may read the length once and for all. */
    ORDER_OF_LENGTH("channel.ChannelState", "countNow", new Weaken("getOpaque", "get")),

    /** A wake-up: who takes a blocked sender's value does not tell it. */
    WAKE_UP_OF_SENDER("channel.ChannelState", "collect", new Drop("ready")),

    /** A dequeue: the cases of a select that were not chosen stay in their queues. */
    DEQUEUE_OF_LOSERS("park.Selectable", "withdraw", new Drop("remove")),
    DEQUEUE_OF_CANCELLED("channel.CoreChannel", "giveUp", new Drop("remove", 1)),
    CLAIM_OF_POLL("park.WaitQueue", "pollClaimed", new Drop("claim", 1)),
    CLAIM_OF_CANCELLED("channel.Select", "await", new Drop("claim", 1)),
    COUNT_OF_SENDS("channel.ChannelState", "append", new Drop("setOpaque")),
    WAKE_UP_BY_CLOSE("channel.CoreChannel", "tryClose", new Drop("claimAll")),
    CHANCE_OF_SELECT("channel.Select", "glance", new Drop("nextRandom", 0)),
    LOCK_OF_CHANNELS("park.SpinLock", "lock", new Divert("compareAndSet", "compareThenSet")),
    LISTENER_FOR_INTERRUPTS("scheduler.YieldBlocker", "block", new Drop("listen")),
    LOOT_OF_THIEVES("scheduler.WorkSearch", "keepLoot", new Drop("push", 1)),
    SPILL_OF_FULL_QUEUES("scheduler.OwnScheduler", "handOff", new Drop("enqueue"));

    private final String type;
    private final String method;
    @SuppressWarnings("ImmutableEnumChecker") // all mutations are immutable records
    private final Mutation mutation;

    Mutants(String type, String method, Mutation mutation) {
        this.type = type;
        this.method = method;
        this.mutation = mutation;
    }

    Mutant mutant() {
        return Mutant.of(type).in(method, mutation);
    }
}

package dev.weft.stress;

import dev.weft.stress.Mutation.Divert;
import dev.weft.stress.Mutation.Drop;
import dev.weft.stress.Mutation.Forget;
import dev.weft.stress.Mutation.Weaken;
import java.util.stream.Stream;

/** For each stress test the mutants that it must catch. */
enum Twins {
    /** On x86 too: the processor may read the sleepers before others see its new task. */
    TASK_WITHOUT_FENCE("scheduler.SearcherSleepsStress", scheduler("LocalQueue").in("push",
            new Weaken("setVolatile", "setRelease"))),
    SLEEPER_WITHOUT_FENCE("scheduler.CarrierSleepsStress", scheduler("IdleProcessors").withPlain("sleeping")),
    SLEEPER_WITHOUT_FENCE_AND_WORK_FROM_OUTSIDE("scheduler.GlobalWorkStress",
            scheduler("IdleProcessors").withPlain("sleeping")),
    SLEEPER_WITHOUT_LOCK("scheduler.SleeperTakenOnceStress", scheduler("IdleProcessors").in("remove",
            new Drop("lock"))),
    SEARCHER_IN_TWO_STEPS("scheduler.OneSearcherStress", scheduler("IdleProcessors").in("takeSearcher",
            new Divert("compareAndSet", "compareThenSetCounter"))),
    WATCH_NEVER_ENDED("scheduler.WatcherSleepsStress", scheduler("IdleProcessors").in("endWatch", new Drop("set"))),
    POP_IN_TWO_STEPS("scheduler.PopAndStealStress", scheduler("LocalQueue").in("pop",
            new Divert("compareAndSet", "compareThenSet"))),
    THEFT_IN_TWO_STEPS("scheduler.TwoThievesStress", scheduler("LocalQueue").in("takeHalf",
            new Divert("compareAndSet", "compareThenSet"))),
    TAIL_BEFORE_TASK("scheduler.PushAndStealStress", scheduler("LocalQueue").in("push", new Drop("setOpaque"))),
    THIEF_OF_SLOT_IN_TWO_STEPS("scheduler.HandOffSlotStress", scheduler("Processor").in("takeSlot",
            new Divert("compareAndSet", "compareThenSetReference"))),
    THIEF_OF_EMPTIED_SLOT_IN_TWO_STEPS("scheduler.SlotEmptiedStress", scheduler("Processor").in("takeSlot",
            new Divert("compareAndSet", "compareThenSetReference"))),
    GLOBAL_TASK_IN_TWO_STEPS("scheduler.GlobalQueueStress", scheduler("GlobalQueue$Batch").in("take",
            new Divert("getAndAdd", "getThenAdd"))),
    ADDED_IN_TWO_STEPS("scheduler.GlobalAddStress", scheduler("GlobalQueue").in("append",
            new Divert("compareAndSet", "compareThenSetReference"))),
    SPENT_IN_TWO_STEPS("scheduler.SpentBatchesStress", scheduler("GlobalQueue").in("poll",
            new Divert("compareAndSet", "compareThenSetReference"))),
    BATCH_IN_TWO_STEPS("scheduler.GlobalBatchStress", scheduler("GlobalQueue$Batch").in("take",
            new Divert("getAndAdd", "getThenAdd"))),

    LOCK_IN_TWO_STEPS("park.SpinLockStress", park("SpinLock").in("lock",
            new Divert("compareAndSet", "compareThenSet"))),
    READY_IN_TWO_STEPS("park.ParkCommitStress", park("Fiber").in("ready", new Divert("getAndSet", "getThenSet"))),
    COMMIT_IN_TWO_STEPS("park.ReadyAndSpuriousRunStress", park("Fiber").in("commitPark",
            new Divert("compareAndSet", "compareThenSet"))),
    NO_CONTINUATION("park.ParkCommitStress", park("Fiber").in("commitPark", new Forget("continuation"))),
    CLAIM_IN_TWO_STEPS("park.ClaimStress", park("Fiber").in("claim", new Divert("compareAndSet", "compareThenSet"))),
    POLL_WITHOUT_CLAIM("park.TwoQueuesStress", park("WaitQueue").in("pollClaimed", new Drop("claim", 1))),
    LATCH_WITHOUT_PARK("park.LatchStress", park("Latch").in("enter", new Drop("add")).in("await",
            new Drop("park", 1))),

    TRY_SEND_WITHOUT_LOCK("channel.TrySendStress", channel("CoreChannel").in("trySend", new Drop("lock"))),
    TRY_RECEIVE_WITHOUT_LOCK("channel.TryReceiveStress", channel("CoreChannel").in("tryReceive", new Drop("lock"))),
    CLOSE_WITHOUT_LOCK("channel.CloseStress", channel("CoreChannel").in("tryReceive", new Drop("lock"))),
    SENDER_DOES_NOT_WAIT("channel.MeetingStress", doesNotWait()),
    FULL_CHANNEL_DOES_NOT_HOLD("channel.FullChannelStress", doesNotWait()),
    LENGTH_IN_TWO_STEPS("channel.LengthStress", channel("ChannelState").in("append",
            new Divert("setOpaque", "setInTwoSteps"))),
    SENDER_NOT_LET_IN("channel.LengthWithWaiterStress", channel("ChannelState").in("takeFirstAndUnlock",
            new Drop("pollClaimed"))),
    LENGTH_READ_ONCE("channel.LengthSeenStress",
            channel("ChannelState").in("countNow", new Weaken("getOpaque", "get"))),
    CANCELLED_STAYS_QUEUED("channel.CancelledReceiveStress", channel("CoreChannel").in("giveUp",
            new Drop("remove", 1))),
    CANCELLED_WITHOUT_CLAIM("channel.CancelledSelectStress", channel("Select").in("await", new Drop("claim", 1))),
    DEFAULT_AFTER_A_GLANCE("channel.OtherwiseStress", channel("Select").in("run", new Drop("decide", -1))),
    LOSER_STAYS_QUEUED("channel.FacingSelectsStress", park("Selectable").in("withdraw", new Drop("remove")));

    private final String test;

    @SuppressWarnings("ImmutableEnumChecker") // nothing is added to it after its construction
    private final Mutant mutant;

    Twins(String test, Mutant mutant) {
        this.test = test;
        this.mutant = mutant;
    }

    /** The name of the test's class. */
    String test() {
        return "dev.weft.internal." + test;
    }

    Mutant mutant() {
        return mutant;
    }

    static Stream<String> tests() {
        return Stream.of(values()).map(Twins::test);
    }

    private static Mutant scheduler(String type) {
        return Mutant.of("scheduler." + type);
    }

    private static Mutant park(String type) {
        return Mutant.of("park." + type);
    }

    private static Mutant channel(String type) {
        return Mutant.of("channel." + type);
    }

    private static Mutant doesNotWait() {
        return channel("CoreChannel").in("sendSlow", new Drop("add")).in("awaitReceiver", new Drop("park", 1));
    }
}

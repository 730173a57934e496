package dev.weft.testkit.internal.simulation;

import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.Operation;
import dev.weft.internal.park.WaitReason;

/** What a goroutine does first when it goes on after a wait. */
final class WakeUps {
    private WakeUps() {}

    /**
     * {@link Operation#RESUME} if the waker has completed the operation, so that going on is nobody's business.
     * Otherwise the woken one competes again for what it waited for; a reason that is not known here is taken for one
     * of those, which can only cost exploration time.
     */
    static Operation operation(Fiber fiber) {
        WaitReason reason = fiber.reason();
        if (reason == null) {
            return Operation.LOCK;
        }
        return switch (reason) {
            case CHANNEL_SEND, CHANNEL_RECEIVE, NEVER_SEND, NEVER_RECEIVE, SELECT, SELECT_WITH_NO_CASES, SLEEP,
                    WAIT_GROUP,
                    JOIN ->
                Operation.RESUME;
            default -> Operation.LOCK;
        };
    }
}

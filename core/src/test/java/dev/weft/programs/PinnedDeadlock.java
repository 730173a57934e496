package dev.weft.programs;

import dev.weft.Channel;
import dev.weft.DeadlockException;
import dev.weft.Weft;

/** A deadlock in which a goroutine waits inside a class initialiser, which it cannot leave its carrier in. */
public final class PinnedDeadlock {
    private PinnedDeadlock() {}

    private static final class Initialised {
        static final Object VALUE = Channel.unbuffered("never").receive();
    }

    public static void main(String[] arguments) throws Exception {
        try {
            Weft.run(() -> {
                Weft.go(() -> System.out.println(Initialised.VALUE));
                Channel.unbuffered("last").receive();
            });
        } catch (DeadlockException e) {
            System.out.println(e.toString().lines().findFirst().orElse(""));
        }
        Runtime.getRuntime().halt(0);
    }
}

package dev.weft.verify.faults;

import dev.weft.Channel;
import dev.weft.Signal;
import dev.weft.Weft;

/** One of several goroutines calls {@link System#exit}, while main waits and a hook still needs others. */
final class ExitingGoroutine {
    static final int STATUS = 7;

    private ExitingGoroutine() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws Exception {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            Channel<String> answers = Channel.unbuffered();
            Weft.go(() -> answers.send("heard from a goroutine"));
            System.out.println("the hook " + answers.receive());
        }));
        Channel<Signal> never = Channel.signal("never");
        Weft.run(() -> {
            for (int i = 0; i < 100; i++) Weft.go(() -> never.next());
            Weft.go("exiting", () -> System.exit(STATUS));
            never.next();
        });
    }
}

import dev.weft.Channel;
import dev.weft.Context;
import dev.weft.Weft;
import dev.weft.interop.GoroutineThreads;
import java.io.IOException;
import java.util.concurrent.StructuredTaskScope;
import java.util.concurrent.StructuredTaskScope.FailedException;
import java.util.concurrent.StructuredTaskScope.Joiner;
import java.util.concurrent.StructuredTaskScope.Subtask;
import java.util.concurrent.ThreadFactory;

/**
 * The JDK's scopes in a goroutine. Run from its source, since their API is a preview one: a compiled class of it would
 * run on one version of Java alone.
 */
public final class StructuredTasks {
    public static void main(String[] arguments) throws Exception {
        Weft.run(() -> {
            subtasksTalkToTheirOwner();
            aFailureCancelsWhatOthersWaitForInWeft();
            aContextReachesSubtasks();
        });
    }

    private static void subtasksTalkToTheirOwner() throws Exception {
        Channel<Integer> squares = Channel.unbuffered("squares");
        Channel<Boolean> places = Channel.buffered("places", 3);
        try (var scope = StructuredTaskScope.open()) {
            for (int n = 1; n <= 3; n++) {
                int number = n;
                scope.fork(() -> {
                    places.send(Thread.currentThread().toString().contains("@weft-carrier-"));
                    squares.send(number * number);
                    return number;
                });
            }
            int sum = squares.receive() + squares.receive() + squares.receive();
            scope.join();
            System.out.println("sum " + sum);
        }
        places.close();
        boolean isOwn = Weft.runtime().engine().equals("own");
        System.out.println("where goroutines run: " + places.stream().allMatch(place -> place == isOwn));
    }

    private static void aFailureCancelsWhatOthersWaitForInWeft() throws Exception {
        Channel<String> ends = Channel.buffered("ends", 1);
        try (var scope = StructuredTaskScope.open()) {
            scope.fork(() -> {
                try {
                    return Channel.<String>unbuffered("silent").receive();
                } catch (RuntimeException e) {
                    ends.trySend(e.getClass().getSimpleName());
                    throw e;
                }
            });
            scope.fork(() -> {
                throw new IOException("no answer");
            });
            scope.join();
        } catch (FailedException e) {
            System.out.println("failed: " + e.getCause().getMessage() + "; the other: " + ends.tryReceive());
        }
    }

    private static void aContextReachesSubtasks() throws Exception {
        Context.Key<String> user = Context.Key.named("user");
        Context request = Context.current().withValue(user, "ada").withCancel();
        ThreadFactory[] threads = new ThreadFactory[1];
        request.run(() -> threads[0] = GoroutineThreads.named("task"));
        try (var scope = StructuredTaskScope.open(
                Joiner.<String>awaitAll(), configuration -> configuration.withThreadFactory(threads[0]))) {
            Subtask<String> named = scope.fork(
                    () -> Thread.currentThread().getName() + " for " + Context.current().value(user).orElse("nobody"));
            Subtask<String> waiting = scope.fork(() -> Channel.<String>unbuffered("silent").receive());
            request.cancel();
            scope.join();
            System.out.println(named.get());
            System.out.println("cancelled: " + waiting.exception().getClass().getSimpleName());
        }
    }
}

package dev.weft.verify.conformance;

import dev.weft.CancelledException;
import dev.weft.ChannelClosedException;
import dev.weft.Received;
import dev.weft.internal.park.Fiber;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One goroutine of a run: does its operations and writes down what each gave. */
final class Actor {
    private final Setting setting;
    private final List<Op> ops;
    private final Noise noise;
    private final SelectForm selects;

    /** Written by the goroutine before {@link #ended} is set, read by others afterwards. */
    private final StringBuilder tokens = new StringBuilder();

    /** Written once by the goroutine, when it starts. */
    private volatile @Nullable Fiber fiber;

    /** The operation that the goroutine is in; written by the goroutine. */
    private volatile int position;

    private volatile boolean ended;

    Actor(Setting setting, List<Op> ops, Noise noise, SelectForm selects) {
        this.setting = setting;
        this.ops = ops;
        this.noise = noise;
        this.selects = selects;
    }

    /** The goroutine's body. */
    void run() {
        fiber = Fiber.current();
        tokens.append(performAll());
        ended = true;
    }

    /** Returns how the goroutine ended. */
    private String performAll() {
        for (int i = 0; i < ops.size(); i++) {
            position = i;
            Op op = ops.get(i);
            try {
                noise.delay();
                tokens.append(perform(op)).append(' ');
            } catch (CancelledException e) {
                // Only the run interrupts its goroutines, once it has found that they wait for ever.
                return "blocked@" + i;
            } catch (RuntimeException | Error e) {
                return "panic@" + i + ":" + panicText(op, e);
            }
        }
        return "done";
    }

    private String perform(Op op) {
        return switch (op) {
            case Op.Send send -> {
                setting.channel(send.channel()).send(send.value());
                yield "sent";
            }
            case Op.Receive receive -> receive(receive);
            case Op.Close close -> {
                setting.channel(close.channel()).close();
                yield "ok";
            }
            case Op.Length length -> String.valueOf(setting.channel(length.channel()).length());
            case Op.Capacity capacity -> String.valueOf(setting.channel(capacity.channel()).capacity());
            case Op.Lock lock -> {
                setting.mutexes().get(lock.mutex()).lock();
                yield "ok";
            }
            case Op.Unlock unlock -> {
                setting.mutexes().get(unlock.mutex()).unlock();
                yield "ok";
            }
            case Op.Done done -> {
                setting.waitGroups().get(done.waitGroup()).done();
                yield "ok";
            }
            case Op.Await await -> {
                setting.waitGroups().get(await.waitGroup()).await();
                yield "ok";
            }
            case Op.Select select -> selects.run(select);
        };
    }

    /** Receives in one of the two ways of saying it. */
    private String receive(Op.Receive receive) {
        if (noise.coin()) {
            return switch (setting.channel(receive.channel()).next()) {
                case Received.Value<Integer>(Integer value) -> String.valueOf(value);
                case Received.Closed<Integer>() -> "closed";
            };
        }
        try {
            return String.valueOf(setting.channel(receive.channel()).receive());
        } catch (ChannelClosedException e) {
            return "closed";
        }
    }

    /** Go's words for what was thrown; anything that Go would not have thrown shows as itself and is in no set. */
    private static String panicText(Op op, Throwable thrown) {
        return switch (thrown) {
            case ChannelClosedException e when op instanceof Op.Close -> "close of closed channel";
            case ChannelClosedException e when op instanceof Op.Send || op instanceof Op.Select ->
                "send on closed channel";
            case UnsupportedOperationException e when op instanceof Op.Close -> "close of nil channel";
            default -> thrown.toString();
        };
    }

    // --------------------------------------------------------------------------------- for those who watch it

    boolean hasEnded() {
        return ended;
    }

    int position() {
        return position;
    }

    /** How often the goroutine has parked, if it is parked now, else -1. */
    int parksIfParked() {
        Fiber known = fiber;
        return known != null && known.isParked() ? known.parks() : -1;
    }

    void interrupt() {
        Fiber known = fiber;
        if (known != null) known.thread().interrupt();
    }

    /** What the goroutine did and how it ended; only once it has. */
    String outcome() {
        return tokens.toString();
    }

    /** As {@link #outcome}, and for one that waits, if it waits for ever. Nobody may run meanwhile. */
    String outcomeNow() {
        return ended ? outcome() : tokens + "blocked@" + position;
    }

    @Override
    public String toString() {
        Fiber known = fiber;
        return "operation " + position + ", " + (ended ? "ended"
                : known == null ? "not started"
                        : known.isParked() ? "parked: " + known.reason() : "running");
    }
}

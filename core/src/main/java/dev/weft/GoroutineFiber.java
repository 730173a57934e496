package dev.weft;

import dev.weft.internal.park.Fiber;
import dev.weft.internal.park.Latch;
import dev.weft.internal.park.Operation;
import dev.weft.internal.park.Probe;
import dev.weft.internal.park.Registry;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A goroutine from the inside: its task, the program it belongs to, and what happens when it ends. One object besides
 * the thread; what most goroutines never need (a latch to join) is made when it is asked for.
 */
final class GoroutineFiber extends Fiber {
    private static final VarHandle END;

    static {
        try {
            END = MethodHandles.lookup().findVarHandle(GoroutineFiber.class, "end", Latch.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final Latch ENDED = Latch.opened();

    private final Program program;
    private final @Nullable String name;

    /** Null for most. */
    private final @Nullable Group group;

    /** Cleared at the end, so that a handle does not keep what the task captured. */
    private @Nullable Task task;

    private final Class<?> taskType;

    /** Null until somebody wants to join; {@link #ENDED} after the end. Changed by compare-and-set. */
    private volatile @Nullable Latch end;

    GoroutineFiber(Program program, @Nullable Group group, Context context, @Nullable String name, Task task) {
        super(program.engine().seams());
        setContext(context);
        this.program = program;
        this.group = group;
        this.name = name;
        this.task = task;
        this.taskType = CreationSites.typeOf(task);
    }

    static Optional<GoroutineFiber> ofCaller() {
        return Fiber.currentGoroutine() instanceof GoroutineFiber fiber ? Optional.of(fiber) : Optional.empty();
    }

    Program program() {
        return program;
    }

    String name() {
        return name == null ? "" : name;
    }

    @Nullable Group group() {
        return group;
    }

    /** Starts it; its group, if it has one, has counted it already. */
    void start() {
        if (group == null) {
            program.engine().start(this, name);
        } else {
            startInGroup(group);
        }
    }

    private void startInGroup(Group own) {
        boolean started = false;
        try {
            program.engine().start(this, name, own.turnstile());
            started = true;
        } finally {
            if (!started) {
                own.leave();
            }
        }
    }

    /** The goroutine's body, on its own thread. */
    @Override
    public void run() {
        if (program.isMain(this)) {
            Registry.note(this);
        }
        Context context = Context.of(this);
        Cancellation.Member member = context.join(this);
        try {
            Task body = task;
            if (body != null) {
                context.bound(body).run();
            }
            program.ended(this, null);
        } catch (Goexit exit) {
            program.ended(this, exit);
        } catch (CancelledException cancelled) {
            if (isCancelled()) {
                program.ended(this, cancelled);
            } else {
                program.failed(this, cancelled);
            }
        } catch (Throwable failure) {
            program.failed(this, failure);
        } finally {
            task = null;
            if (member != null) {
                member.leave();
            }
            if (group != null) {
                group.leave();
            }
            if (Probe.ON) {
                Probe.announce(Operation.END, this);
            }
            openEnd();
            Registry.remove(this);
            // Last: until here this goroutine can still make others ready, and the deadlock watch must know it.
            program.engine().ended(this);
        }
    }

    private void openEnd() {
        Latch latch = (Latch) END.getAndSet(this, ENDED);
        if (latch != null) {
            latch.open();
        }
    }

    /** The latch that opens when the goroutine ends. */
    Latch end() {
        Latch latch = end;
        if (latch == null) {
            Latch fresh = new Latch();
            latch = (Latch) END.compareAndExchange(this, null, fresh);
            if (latch == null) {
                latch = fresh;
            }
        }
        return latch;
    }

    /** Only the runtime's own failures arrive here: the body catches everything else. */
    @Override
    public void uncaughtException(Thread thread, Throwable failure) {
        program.failed(this, failure);
    }

    @Override
    public boolean isGoroutine() {
        return true;
    }

    /** Where the {@code go} statement stands, for example {@code Main.java:12}, or empty when that is not known. */
    @Override
    public String createdAt() {
        return CreationSites.of(taskType);
    }

    @Override
    public String toString() {
        return name == null ? "goroutine " + id() : "goroutine " + id() + " \"" + name + "\"";
    }
}

package dev.weft.benchmarks.work;

import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What {@code java.util.concurrent} has of the same kind; it has nothing like {@code Once}. */
final class JdkCoordination extends Coordination {

    /** A phaser is the JDK's only latch that counts up again; one party stands for the one who waits. */
    @Override
    Counter counter() {
        var phaser = new Phaser(1);
        return new Counter() {
            @Override
            void add() {
                phaser.register();
            }

            @Override
            void done() {
                phaser.arriveAndDeregister();
            }

            @Override
            void await() {
                phaser.arriveAndAwaitAdvance();
            }
        };
    }

    @Override
    Permits permits(int number) {
        var semaphore = new Semaphore(number, true); // in the order of coming, as the others
        return new Permits() {
            @Override
            void acquire() throws InterruptedException {
                semaphore.acquire();
            }

            @Override
            void release() {
                semaphore.release();
            }
        };
    }

    @Override
    Single single(Runnable task) {
        throw new UnsupportedOperationException("once");
    }

    @Override
    Turns turns() {
        var lock = new ReentrantLock();
        Condition changed = lock.newCondition();
        return new Turns() {
            @Override
            void take(int mine, int next) throws InterruptedException {
                lock.lock();
                try {
                    while (turn != mine) {
                        changed.await();
                    }
                    turn = next;
                    changed.signal();
                } finally {
                    lock.unlock();
                }
            }
        };
    }
}

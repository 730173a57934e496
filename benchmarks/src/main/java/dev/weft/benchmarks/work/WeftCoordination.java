package dev.weft.benchmarks.work;

import dev.weft.sync.Cond;
import dev.weft.sync.Mutex;
import dev.weft.sync.Once;
import dev.weft.sync.Semaphore;
import dev.weft.sync.WaitGroup;

/** Weft's package {@code sync}. */
final class WeftCoordination extends Coordination {

    @Override
    Counter counter() {
        var group = new WaitGroup();
        return new Counter() {
            @Override
            void add() {
                group.add(1);
            }

            @Override
            void done() {
                group.done();
            }

            @Override
            void await() {
                group.await();
            }
        };
    }

    @Override
    Permits permits(int number) {
        var semaphore = new Semaphore(number);
        return new Permits() {
            @Override
            void acquire() {
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
        var once = new Once();
        return new Single() {
            @Override
            void run() throws Exception {
                once.run(task::run);
            }
        };
    }

    @Override
    Turns turns() {
        var mutex = new Mutex();
        var changed = new Cond(mutex);
        return new Turns() {
            @Override
            void take(int mine, int next) {
                mutex.lock();
                try {
                    while (turn != mine) {
                        changed.await();
                    }
                    turn = next;
                    changed.signal();
                } finally {
                    mutex.unlock();
                }
            }
        };
    }
}

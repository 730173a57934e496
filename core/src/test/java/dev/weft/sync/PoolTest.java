package dev.weft.sync;

import static dev.weft.Weft.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.weft.Weft;
import dev.weft.testing.Await;
import dev.weft.testing.EndsGoroutines;
import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PoolTest {
    @RegisterExtension
    static final EndsGoroutines END = new EndsGoroutines();

    private final AtomicInteger made = new AtomicInteger();
    private final Pool<int[]> pool = new Pool<>("buffers", () -> {
        made.incrementAndGet();
        return new int[1];
    });

    @Test
    void givesBackWhatWasPutIn() {
        int[] buffer = pool.get();
        assertThat(made).hasValue(1);
        pool.put(buffer);
        assertThat(pool.get()).isSameAs(buffer);
        assertThat(pool.get()).isNotSameAs(buffer);
        assertThat(made).hasValue(2);
    }

    @Test
    void nobodySharesAnObject() throws Exception {
        run(() -> {
            var group = new WaitGroup();
            for (int g = 0; g < 8; g++) {
                group.go(() -> {
                    for (int i = 0; i < 2_000; i++) {
                        int[] buffer = pool.get();
                        assertThat(++buffer[0]).isEqualTo(1);
                        if (i % 100 == 0) Weft.yieldNow();
                        buffer[0]--;
                        pool.put(buffer);
                    }
                });
            }
            group.await();
            assertThat(made.get()).isLessThan(1_000);
        });
    }

    @Test
    void manyObjectsAreKeptAndEachIsGivenOnce() {
        Set<int[]> all = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < 100; i++) all.add(new int[1]);
        all.forEach(pool::put);
        for (int i = 0; i < 100; i++) assertThat(all.remove(pool.get())).isTrue();
        assertThat(made).hasValue(0);
    }

    @Test
    void whatNobodyUsesVanishesWithTheCollections() {
        pool.put(new int[1]);
        var buffer = new WeakReference<>(pool.get());
        pool.put(java.util.Objects.requireNonNull(buffer.get()));
        Await.until(() -> {
            System.gc();
            return buffer.get() == null;
        });
        pool.get();
        assertThat(made).hasValue(1);
    }

    @Test
    void nullIsNotAnObject() {
        assertThatNullPointerException().isThrownBy(() -> new Pool<>(PoolTest::nothing).get())
                .withMessage("get: the factory returned null");
        assertThat(pool.toString()).matches("pool buffers#\\d+");
    }

    @SuppressWarnings("NullAway") // what a user without the checker might do
    private static Object nothing() {
        return null;
    }
}

package dev.weft.internal.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The hand-off slot and the state of a processor. */
class ProcessorTest {
    private final Processor processor = new Processor(1);

    private static Runnable task() {
        return new Runnable() {
            @Override
            public void run() {
                throw new IllegalStateException("not run here");
            }
        };
    }

    @Test
    void aStartIsRememberedForAsLongAsTheQueueMayHoldIt() {
        assertThat(processor.hasStartedLately()).isFalse();
        processor.nextTick();
        processor.noteStart();
        for (int i = 1; i < LocalQueue.CAPACITY; i++) processor.nextTick();
        assertThat(processor.hasStartedLately()).isTrue();
        processor.nextTick();
        assertThat(processor.hasStartedLately()).isFalse();
    }

    @Test
    void whatIsHandedOffRunsNext() {
        Runnable queued = task();
        Runnable handed = task();
        processor.queue.push(queued);
        assertThat(processor.handOff(handed)).isNull();
        assertThat(processor.peekSlot()).isSameAs(handed);
        assertThat(processor.next()).isSameAs(handed);
        assertThat(processor.next()).isSameAs(queued);
        assertThat(processor.next()).isNull();
        assertThat(processor.hasWork()).isFalse();
    }

    @Test
    void aSecondHandOffReturnsTheFirst() {
        Runnable first = task();
        Runnable second = task();
        processor.handOff(first);
        assertThat(processor.handOff(second)).isSameAs(first);
        assertThat(processor.takeSlot()).isSameAs(second);
        assertThat(processor.takeSlot()).isNull();
    }

    /** Two that wake each other for ever must not keep the queue waiting. */
    @Test
    void handOffsInARowAreBoundedWhileOthersWait() {
        Runnable queued = task();
        processor.queue.push(queued);
        int handOffs = 0;
        while (true) {
            processor.handOff(task());
            if (processor.next() == queued) break;
            handOffs++;
        }
        assertThat(handOffs).isEqualTo(Processor.MAX_HAND_OFFS);
        assertThat(processor.next()).as("the slot's turn comes again").isNotNull();
    }

    @Test
    void withoutOthersHandOffsAreNotBounded() {
        for (int i = 0; i < 10 * Processor.MAX_HAND_OFFS; i++) {
            Runnable handed = task();
            processor.handOff(handed);
            assertThat(processor.next()).isSameAs(handed);
        }
    }

    @Test
    void retiresComesBackAndLeaves() {
        assertThat(processor.isActive()).isTrue();
        assertThat(processor.reactivate()).isFalse();
        assertThat(processor.retire()).isTrue();
        assertThat(processor.isActive()).isFalse();
        assertThat(processor.orphan()).as("only one that is active").isFalse();
        assertThat(processor.reactivate()).isTrue();
        assertThat(processor.leave()).as("it is wanted again").isFalse();
        assertThat(processor.retire()).isTrue();
        assertThat(processor.leave()).isTrue();
        assertThat(processor.reactivate()).as("its carrier has gone").isFalse();
    }

    @Test
    void anOrphanStaysOne() {
        assertThat(processor.orphan()).isTrue();
        assertThat(processor.isOrphan()).isTrue();
        assertThat(processor.retire()).isFalse();
        assertThat(processor.reactivate()).isFalse();
        assertThat(processor.leave()).isTrue();
    }
}

package dev.weft.internal.park;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WaitQueueTest {
    private final WaitQueue queue = new WaitQueue();
    private final Fiber fiber = Fiber.current();

    private WaitNode plain() {
        return new WaitNode(fiber).reset(null);
    }

    private WaitNode ofRound(int round) {
        WaitNode node = new WaitNode(fiber);
        node.resetForCase(null, 0, round);
        return node;
    }

    @Test
    void beginsEmpty() {
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.size()).isZero();
        assertThat(queue.peek()).isNull();
        assertThat(queue.pollClaimed()).isNull();
        assertThat(queue.claimAll()).isNull();
        assertThat(queue.hasClaimable()).isFalse();
        assertThat(queue.isConsistent()).isTrue();
    }

    @Test
    void isFirstInFirstOut() {
        WaitNode first = plain();
        WaitNode second = plain();
        queue.add(first);
        queue.add(second);
        assertThat(queue.peek()).isSameAs(first);
        assertThat(queue.pollClaimed()).isSameAs(first);
        assertThat(queue.pollClaimed()).isSameAs(second);
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void addFirstGoesBeforeAllOthers() {
        WaitNode first = plain();
        WaitNode second = plain();
        queue.addFirst(second);
        queue.addFirst(first);
        assertThat(queue.pollClaimed()).isSameAs(first);
        assertThat(queue.pollClaimed()).isSameAs(second);
        assertThat(queue.isConsistent()).isTrue();
    }

    @Test
    void removeIsIdempotentAndKnowsItsQueue() {
        WaitNode node = plain();
        var other = new WaitQueue();
        queue.add(node);
        assertThat(other.remove(node)).isFalse();
        assertThat(queue.remove(node)).isTrue();
        assertThat(queue.remove(node)).isFalse();
        queue.add(node);
        assertThat(queue.size()).as("it may come again").isOne();
    }

    @Test
    void nodesOfDecidedSelectsAreDropped() {
        int round = fiber.openRound();
        WaitNode dead = ofRound(round);
        assertThat(fiber.claim(round)).isTrue();
        WaitNode live = plain();
        queue.add(dead);
        queue.add(live);
        assertThat(queue.hasClaimable()).isTrue();
        assertThat(queue.size()).isEqualTo(2);
        assertThat(queue.pollClaimed()).isSameAs(live);
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void aQueueOfDeadNodesHasNothingToClaim() {
        int round = fiber.openRound();
        queue.add(ofRound(round));
        queue.add(ofRound(round));
        assertThat(queue.hasClaimable()).isTrue();
        assertThat(fiber.claim(round)).isTrue();
        assertThat(queue.hasClaimable()).isFalse();
        assertThat(queue.isEmpty()).isFalse();
        assertThat(queue.pollClaimed()).isNull();
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void oneRoundIsClaimedOnce() {
        int round = fiber.openRound();
        WaitNode one = ofRound(round);
        queue.add(one);
        queue.add(ofRound(round));
        assertThat(queue.pollClaimed()).isSameAs(one);
        assertThat(queue.pollClaimed()).isNull();
    }

    @Test
    void claimAllListsTheLiveNodesInOrder() {
        int round = fiber.openRound();
        assertThat(fiber.claim(round)).isTrue();
        List<WaitNode> live = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            if (i % 3 == 0) {
                queue.add(ofRound(round));
            } else {
                live.add(plain());
                queue.add(live.getLast());
            }
        }
        List<WaitNode> claimed = new ArrayList<>();
        for (WaitNode node = queue.claimAll(); node != null; node = node.nextInList()) claimed.add(node);
        assertThat(claimed).isEqualTo(live);
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void aMillionNodesAreClaimedWithoutRecursion() {
        int count = 1_000_000;
        for (int i = 0; i < count; i++) queue.add(plain());
        int claimed = 0;
        for (WaitNode node = queue.claimAll(); node != null; node = node.nextInList()) claimed++;
        assertThat(claimed).isEqualTo(count);
    }

    /** Against the JDK's deque. */
    @Test
    void behavesAsItsModel() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        Deque<WaitNode> model = new ArrayDeque<>();
        List<WaitNode> known = new ArrayList<>();
        for (int step = 0; step < 20_000; step++) {
            switch (random.nextInt(5)) {
                case 0 -> {
                    known.add(plain());
                    queue.add(known.getLast());
                    model.addLast(known.getLast());
                }
                case 1 -> {
                    known.add(plain());
                    queue.addFirst(known.getLast());
                    model.addFirst(known.getLast());
                }
                case 2 -> assertThat(queue.pollClaimed()).isSameAs(model.pollFirst());
                default -> {
                    if (!known.isEmpty()) {
                        WaitNode node = known.get(random.nextInt(known.size()));
                        assertThat(queue.remove(node)).as("seed %d", seed).isEqualTo(model.remove(node));
                    }
                }
            }
            if (step % 64 == 0) {
                assertThat(queue.isConsistent()).as("seed %d", seed).isTrue();
                assertThat(queue.size()).as("seed %d", seed).isEqualTo(model.size());
                known.retainAll(model);
            }
        }
    }
}

package dev.weft.verify.conformance;

import java.util.List;

/**
 * One operation of a program's goroutine. Channels, mutexes and wait groups are named by their places in the program.
 */
sealed interface Op {
    /** The channel number that stands for Go's nil channel. */
    int NIL_CHANNEL = -1;

    /** An operation that may also be a case of a select. */
    sealed interface Communication extends Op {
        int channel();
    }

    record Send(int channel, int value) implements Communication {}

    record Receive(int channel) implements Communication {}

    record Close(int channel) implements Op {}

    record Length(int channel) implements Op {}

    record Capacity(int channel) implements Op {}

    record Lock(int mutex) implements Op {}

    record Unlock(int mutex) implements Op {}

    record Done(int waitGroup) implements Op {}

    record Await(int waitGroup) implements Op {}

    record Select(List<Communication> cases, boolean hasDefault) implements Op {}
}

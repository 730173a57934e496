package dev.weft.internal.park;

/** A task of ours around one of the user's: reports name the user's. */
public interface TaskWrapper {
    /** The user's task. */
    Object wrapped();
}

package dev.weft.testkit.junit;

import dev.weft.testkit.Explorer;

/** How a {@link GoTest} chooses its schedules. */
public enum Strategy {
    /** {@link Explorer#random}. */
    RANDOM,

    /** {@link Explorer#priorities}. */
    PRIORITIES,

    /** {@link Explorer#partialOrders}. */
    PARTIAL_ORDERS,

    /** {@link Explorer#exhaustive}. */
    EXHAUSTIVE
}

/** The operators of {@code dev.weft.flow} in many schedules. */
package dev.weft.testkit.flow;

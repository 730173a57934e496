/** Tests for JUnit 5 and 6 that run in a {@link dev.weft.testkit.Bubble} or in many schedules. */
package dev.weft.testkit.junit;

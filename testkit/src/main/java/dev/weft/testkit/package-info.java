/**
 * Tests of concurrent programs, deterministic and fast: {@link dev.weft.testkit.Explorer} runs a program in many
 * schedules, {@link dev.weft.testkit.Bubble} in one, both in virtual time.
 */
package dev.weft.testkit;

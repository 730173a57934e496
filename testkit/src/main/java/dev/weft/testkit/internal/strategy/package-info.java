/** The ways to choose schedules: by chance, all of them, or one that is known. */
package dev.weft.testkit.internal.strategy;

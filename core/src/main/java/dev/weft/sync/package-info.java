/** Go's package {@code sync}: wait groups and locks for goroutines, and for any other thread. */
package dev.weft.sync;

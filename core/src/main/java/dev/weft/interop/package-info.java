/** Goroutines and channels for code that knows the JDK's executors, futures, queues and reactive streams. */
package dev.weft.interop;

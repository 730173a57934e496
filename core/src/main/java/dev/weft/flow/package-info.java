/** Patterns of goroutines and channels, ready made: worker pools, pipelines, and operators on streams of values. */
package dev.weft.flow;

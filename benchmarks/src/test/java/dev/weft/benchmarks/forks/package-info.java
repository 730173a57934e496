@NullMarked
package dev.weft.benchmarks.forks;

import org.jspecify.annotations.NullMarked;

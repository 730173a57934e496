@NullMarked
package dev.weft.benchmarks.work;

import org.jspecify.annotations.NullMarked;

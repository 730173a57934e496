/** Weft's own primitives in every schedule, and twins of them with a mistake, which exploration must find. */
package dev.weft.testkit.primitives;

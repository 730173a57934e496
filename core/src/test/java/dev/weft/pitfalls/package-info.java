/**
 * The mistakes that are easily made with Go's concurrency, or with its copies in other languages: what Weft does about
 * each. The numbers are those of the table in the guide, chapter 12, which a test compares with the names here.
 */
package dev.weft.pitfalls;

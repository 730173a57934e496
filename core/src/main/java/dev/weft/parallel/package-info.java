/** Loops whose pieces run on several processors at the same time: the data-parallel side of Weft. */
package dev.weft.parallel;

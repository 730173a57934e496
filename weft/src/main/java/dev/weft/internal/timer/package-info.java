/** Time as the runtime sees it: the clock, and everything that happens later. */
package dev.weft.internal.timer;

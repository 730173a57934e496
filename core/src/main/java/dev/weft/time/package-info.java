/** Go's timers and tickers, and limits on how often something happens. */
package dev.weft.time;

/** What engines that stand before the process's own have in common. */
package dev.weft.testkit.internal.engine;

/** What the runtime can tell about a running program: who waits where, and for what. */
package dev.weft.diagnostics;

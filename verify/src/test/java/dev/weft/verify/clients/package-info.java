/** Weft under real clients of the JDK and of others: HTTP, a database, files, processes, names. */
@NullMarked
package dev.weft.verify.clients;

import org.jspecify.annotations.NullMarked;

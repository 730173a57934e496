/** What a failure looks like to a reader. */
package dev.weft.testkit.internal.report;

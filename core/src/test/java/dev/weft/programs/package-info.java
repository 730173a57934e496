/** Programs that tests run in JVMs of their own. */
package dev.weft.programs;

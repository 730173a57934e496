/** The examples in the Javadoc and in the guide: each is a region of a test. */
package dev.weft.snippets;

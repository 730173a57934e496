/** What holds for the whole project and no single module can say: formatting, layers, the public API. */
@NullMarked
package dev.weft.verify;

import org.jspecify.annotations.NullMarked;

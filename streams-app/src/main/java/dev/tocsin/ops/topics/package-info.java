/** The topics: planned, created and compared. */
@NullMarked
package dev.tocsin.ops.topics;

import org.jspecify.annotations.NullMarked;

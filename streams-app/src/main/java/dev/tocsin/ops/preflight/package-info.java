/** Checks before the first record is processed. */
@NullMarked
package dev.tocsin.ops.preflight;

import org.jspecify.annotations.NullMarked;

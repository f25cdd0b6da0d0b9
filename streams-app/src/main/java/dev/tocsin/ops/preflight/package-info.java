/** What must be right before the first record is processed. */
@NullMarked
package dev.tocsin.ops.preflight;

import org.jspecify.annotations.NullMarked;

/** The keyset of the history: reads it and compares it with the stored rows. */
@NullMarked
package dev.tocsin.ops.encryption;

import org.jspecify.annotations.NullMarked;

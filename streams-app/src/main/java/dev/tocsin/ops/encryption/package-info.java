/** The keys of the history: read where the configuration says, and held against what is stored. */
@NullMarked
package dev.tocsin.ops.encryption;

import org.jspecify.annotations.NullMarked;

/** The topics as they should be, made and checked. */
@NullMarked
package dev.tocsin.ops.topics;

import org.jspecify.annotations.NullMarked;

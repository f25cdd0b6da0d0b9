/** The contracts' schemas in the registry: planned, registered and compared. */
@NullMarked
package dev.tocsin.ops.schemas;

import org.jspecify.annotations.NullMarked;

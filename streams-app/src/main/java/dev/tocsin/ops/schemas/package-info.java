/**
 * The contracts' schemas in the registry: which have to be there, registering and checking them.
 */
@NullMarked
package dev.tocsin.ops.schemas;

import org.jspecify.annotations.NullMarked;

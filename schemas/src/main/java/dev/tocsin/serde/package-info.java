/**
 * The wire format: byte 0, the id of the writer's schema as a 4-byte big-endian integer, Avro
 * binary. Everything that a payload can do wrong ends in one typed exception.
 */
@NullMarked
package dev.tocsin.serde;

import org.jspecify.annotations.NullMarked;

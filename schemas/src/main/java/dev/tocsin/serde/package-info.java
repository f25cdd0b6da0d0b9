/**
 * The wire format: byte 0, the id of the writer's schema as a 4-byte big-endian integer, Avro
 * binary. Every malformed payload gives the same typed exception.
 */
@NullMarked
package dev.tocsin.serde;

import org.jspecify.annotations.NullMarked;

/** Encryption of stored rows: keys and seals. */
@org.jspecify.annotations.NullMarked
package dev.tocsin.history.crypto;

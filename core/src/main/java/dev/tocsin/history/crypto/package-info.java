/** Encryption of what the history stores: the keys, and the seals made with them. */
@org.jspecify.annotations.NullMarked
package dev.tocsin.history.crypto;

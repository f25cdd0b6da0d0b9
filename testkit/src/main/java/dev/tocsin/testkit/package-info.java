/** What tests, proofs and benchmarks share. */
@NullMarked
package dev.tocsin.testkit;

import org.jspecify.annotations.NullMarked;

/** Arithmetic on measurements. */
@NullMarked
package dev.tocsin.bench.measure;

import org.jspecify.annotations.NullMarked;

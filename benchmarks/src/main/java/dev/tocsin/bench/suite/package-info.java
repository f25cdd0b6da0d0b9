/** The benchmarks, one class for each row or two of the goals. */
@NullMarked
package dev.tocsin.bench.suite;

import org.jspecify.annotations.NullMarked;

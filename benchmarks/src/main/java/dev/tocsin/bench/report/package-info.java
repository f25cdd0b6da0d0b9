/** What the benchmarks found, against their goals, for people and for programs. */
@NullMarked
package dev.tocsin.bench.report;

import org.jspecify.annotations.NullMarked;

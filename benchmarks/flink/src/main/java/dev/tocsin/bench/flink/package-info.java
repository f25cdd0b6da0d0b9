/** The detector's live path as Flink jobs, each run in a process of its own. */
@org.jspecify.annotations.NullMarked
package dev.tocsin.bench.flink;

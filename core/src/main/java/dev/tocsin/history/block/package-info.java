/**
 * History in blocks: records of one event day, kept by column and sealed together. The format is
 * specified in docs/history-format.md.
 */
@org.jspecify.annotations.NullMarked
package dev.tocsin.history.block;

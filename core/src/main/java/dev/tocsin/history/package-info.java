/** The history: all retained records of a partition. */
@org.jspecify.annotations.NullMarked
package dev.tocsin.history;

/** All retained records of a partition, and how they are kept. */
@org.jspecify.annotations.NullMarked
package dev.tocsin.history;

/** The broker and the registry that the contenders work on, and what is put in and read out. */
@NullMarked
package dev.tocsin.bench.cluster;

import org.jspecify.annotations.NullMarked;

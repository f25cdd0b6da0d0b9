/** What runs in the child processes: the broker and the contenders. */
@NullMarked
package dev.tocsin.bench.child;

import org.jspecify.annotations.NullMarked;

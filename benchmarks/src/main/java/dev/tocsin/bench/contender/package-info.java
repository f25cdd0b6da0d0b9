/** The contenders: how each is started, and how what it found is read. */
@NullMarked
package dev.tocsin.bench.contender;

import org.jspecify.annotations.NullMarked;

/** The results of checks. */
@NullMarked
package dev.tocsin.ops.finding;

import org.jspecify.annotations.NullMarked;

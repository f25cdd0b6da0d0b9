/** What a check has to say. */
@NullMarked
package dev.tocsin.ops.finding;

import org.jspecify.annotations.NullMarked;

/** Real processes under faults. */
@NullMarked
package dev.tocsin.proof.fault;

import org.jspecify.annotations.NullMarked;

/** What must come out, answered in SQL by a database that knows nothing of the detector. */
@NullMarked
package dev.tocsin.proof.oracle;

import org.jspecify.annotations.NullMarked;

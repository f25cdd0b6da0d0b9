/** What becomes of a record that nothing else could deal with. */
@NullMarked
package dev.tocsin.topology.lastresort;

import org.jspecify.annotations.NullMarked;

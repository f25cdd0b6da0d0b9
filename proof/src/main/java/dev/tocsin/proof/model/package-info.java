/** The detector's tasks one by one, with everything between them in a seed's hands. */
@NullMarked
package dev.tocsin.proof.model;

import org.jspecify.annotations.NullMarked;

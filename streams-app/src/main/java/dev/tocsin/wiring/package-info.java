/** Builds the parts of the detector from the configuration. */
@NullMarked
package dev.tocsin.wiring;

import org.jspecify.annotations.NullMarked;

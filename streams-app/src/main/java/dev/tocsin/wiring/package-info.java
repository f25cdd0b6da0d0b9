/** Builds what the detector is made of from the configuration. */
@NullMarked
package dev.tocsin.wiring;

import org.jspecify.annotations.NullMarked;

/** The inputs and outputs of the detector as events on its topics. */
@NullMarked
package dev.tocsin.proof.events;

import org.jspecify.annotations.NullMarked;

/** Liveness and readiness of the detector, from measured progress and reachability. */
@NullMarked
package dev.tocsin.ops.health;

import org.jspecify.annotations.NullMarked;

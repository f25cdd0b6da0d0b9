/** Metrics: names, labels and measurements. */
@NullMarked
package dev.tocsin.telemetry;

import org.jspecify.annotations.NullMarked;

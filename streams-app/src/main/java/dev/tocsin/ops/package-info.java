/** Runs the detector: Kafka Streams with its memory, failures, restoration, health and metrics. */
@NullMarked
package dev.tocsin.ops;

import org.jspecify.annotations.NullMarked;

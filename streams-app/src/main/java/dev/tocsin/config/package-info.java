/** Reads and validates the configuration, and builds the properties of Kafka's clients from it. */
@NullMarked
package dev.tocsin.config;

import org.jspecify.annotations.NullMarked;

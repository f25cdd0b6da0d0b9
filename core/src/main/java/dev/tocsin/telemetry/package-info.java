/** What Tocsin counts and measures, and the names it publishes them under. */
@NullMarked
package dev.tocsin.telemetry;

import org.jspecify.annotations.NullMarked;

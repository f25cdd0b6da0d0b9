/** Measures the detector against its goals and its peers. */
@NullMarked
package dev.tocsin.bench;

import org.jspecify.annotations.NullMarked;

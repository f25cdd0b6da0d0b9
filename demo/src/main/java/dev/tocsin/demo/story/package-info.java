/** The story of a breach, on a real broker, registry and detector. */
@NullMarked
package dev.tocsin.demo.story;

import org.jspecify.annotations.NullMarked;

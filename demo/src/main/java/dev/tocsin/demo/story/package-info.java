/** Tells the story of a breach with a real broker, a real registry and a real detector. */
@NullMarked
package dev.tocsin.demo.story;

import org.jspecify.annotations.NullMarked;

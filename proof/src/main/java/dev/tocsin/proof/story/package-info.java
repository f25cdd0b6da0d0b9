/** What goes in: plain data that shares no type with the detector. */
@NullMarked
package dev.tocsin.proof.story;

import org.jspecify.annotations.NullMarked;

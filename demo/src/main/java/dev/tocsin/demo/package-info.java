/** The demo: a story of a breach with its own recount, and the commands that need a local stack. */
@NullMarked
package dev.tocsin.demo;

import org.jspecify.annotations.NullMarked;

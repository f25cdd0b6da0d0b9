/** Where Tocsin's settings come from, what they may be, and what is made of them. */
@NullMarked
package dev.tocsin.config;

import org.jspecify.annotations.NullMarked;

/** Commands that require the local stack, which the production image does not contain. */
@NullMarked
package dev.tocsin.demo.command;

import org.jspecify.annotations.NullMarked;

/** Commands that need the local stack, which the production image lacks. */
@NullMarked
package dev.tocsin.demo.command;

import org.jspecify.annotations.NullMarked;

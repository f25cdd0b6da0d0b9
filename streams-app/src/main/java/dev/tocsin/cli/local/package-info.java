/** Commands that need the local stack, which the production image lacks. */
@NullMarked
package dev.tocsin.cli.local;

import org.jspecify.annotations.NullMarked;

/** Commands that need the local stack, which the production image lacks. */
package dev.tocsin.cli.local;

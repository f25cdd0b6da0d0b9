/** The command line. Data goes to standard output, everything else to standard error. */
@NullMarked
package dev.tocsin.cli;

import org.jspecify.annotations.NullMarked;

/** Proves order independence: the final outputs are a function of the sets of inputs. */
@NullMarked
package dev.tocsin.proof;

import org.jspecify.annotations.NullMarked;

/** Shows that the law holds: the final output is a function of the sets of inputs. */
@NullMarked
package dev.tocsin.proof;

import org.jspecify.annotations.NullMarked;

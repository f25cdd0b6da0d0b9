/** Who may do what on the brokers: planned, granted and compared. */
@NullMarked
package dev.tocsin.ops.access;

import org.jspecify.annotations.NullMarked;

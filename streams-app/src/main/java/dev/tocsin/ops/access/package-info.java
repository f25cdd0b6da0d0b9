/** The ACLs of each role: planned, granted and compared. */
@NullMarked
package dev.tocsin.ops.access;

import org.jspecify.annotations.NullMarked;

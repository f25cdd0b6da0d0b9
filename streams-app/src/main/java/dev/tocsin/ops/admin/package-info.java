/** Asking the brokers as an administrator does. */
@NullMarked
package dev.tocsin.ops.admin;

import org.jspecify.annotations.NullMarked;

/** Admin clients, and the diagnosis of failed connections. */
@NullMarked
package dev.tocsin.ops.admin;

import org.jspecify.annotations.NullMarked;

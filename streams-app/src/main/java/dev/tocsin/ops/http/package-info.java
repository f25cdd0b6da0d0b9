/** Health and metrics over HTTP. */
@NullMarked
package dev.tocsin.ops.http;

import org.jspecify.annotations.NullMarked;

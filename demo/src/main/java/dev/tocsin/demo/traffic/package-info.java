/** Makes realistic message logs for the demo, the same ones for the same seed. */
@NullMarked
package dev.tocsin.demo.traffic;

import org.jspecify.annotations.NullMarked;

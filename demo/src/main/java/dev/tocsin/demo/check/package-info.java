/**
 * Knows by brute force what ought to come out, and finds every difference. Shares no rule with the
 * detector.
 */
@NullMarked
package dev.tocsin.demo.check;

import org.jspecify.annotations.NullMarked;

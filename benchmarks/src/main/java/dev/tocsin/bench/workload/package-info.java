/** What the contenders are given to do, and what they have to find: both from one seed. */
@NullMarked
package dev.tocsin.bench.workload;

import org.jspecify.annotations.NullMarked;

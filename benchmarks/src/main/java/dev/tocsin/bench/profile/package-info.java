/** Where CPU time goes: JFR's recordings, and the layers that their samples are sorted into. */
@NullMarked
package dev.tocsin.bench.profile;

import org.jspecify.annotations.NullMarked;

/** Child JVMs as seen by their parent: started, asked for CPU time and memory, ended. */
@NullMarked
package dev.tocsin.bench.process;

import org.jspecify.annotations.NullMarked;

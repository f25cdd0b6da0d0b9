/** Whether the detector makes progress and can do its work, judged from what can be measured. */
@NullMarked
package dev.tocsin.ops.health;

import org.jspecify.annotations.NullMarked;

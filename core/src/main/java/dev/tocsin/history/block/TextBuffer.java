package dev.tocsin.history.block;

import dev.tocsin.codec.ByteSink;
import java.util.ArrayList;
import java.util.List;

/** Texts that are usually distinct, packed by their shape when added. */
final class TextBuffer {

  /** Maximum number of shapes; further texts are stored plain. */
  private static final int MAX_SHAPES = 64;

  private final List<TextShape> shapes = new ArrayList<>();
  private final IntBuffer shapeOf = new IntBuffer();
  private final ByteSink packed = new ByteSink();
  private int last;

  void add(String text) {
    // A plain shape fits every text, but the next text may have a better one.
    if (shapes.isEmpty()
        || shapes.get(last).kind() == TextShape.Kind.PLAIN
        || !shapes.get(last).pack(text, packed)) {
      last = shapeOf(text);
      if (!shapes.get(last).pack(text, packed)) {
        throw new IllegalStateException("a text does not fit its own shape");
      }
    }
    shapeOf.add(last);
  }

  private int shapeOf(String text) {
    TextShape shape = TextShape.of(text);
    int known = shapes.indexOf(shape);
    if (known < 0 && shapes.size() >= MAX_SHAPES - 1) {
      shape = TextShape.PLAIN;
      known = shapes.indexOf(shape);
    }
    if (known < 0) {
      shapes.add(shape);
      known = shapes.size() - 1;
    }
    return known;
  }

  /** Size when written, in bytes, or slightly more. */
  int size() {
    return packed.size() + shapeOf.size() + shapes.size() * 16;
  }

  /** Memory in bytes. */
  int memory() {
    return packed.capacity() + shapeOf.capacity();
  }

  /** Writes the shapes, the number of each text's shape, and the texts. */
  void writeTo(ByteSink out) {
    out.varint(shapes.size());
    for (TextShape shape : shapes) {
      shape.writeTo(out);
    }
    shapeOf.writeTo(out, shapes.size());
    out.varint(packed.size());
    out.raw(packed);
  }
}

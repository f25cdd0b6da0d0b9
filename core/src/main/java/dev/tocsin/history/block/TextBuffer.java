package dev.tocsin.history.block;

import java.util.ArrayList;
import java.util.List;

/** Texts that are all different as a rule, packed by their shape as they are added. */
final class TextBuffer {

  /** More shapes than this are no shapes: what follows is kept as it is. */
  private static final int MAX_SHAPES = 64;

  private final List<TextShape> shapes = new ArrayList<>();
  private final IntBuffer shapeOf = new IntBuffer();
  private final ByteSink packed = new ByteSink();
  private int last;

  void add(String text) {
    // A plain shape fits everything, and the next text may do better.
    if (shapes.isEmpty()
        || shapes.get(last).kind() == TextShape.Kind.PLAIN
        || !shapes.get(last).pack(text, packed)) {
      last = shapeOf(text);
      if (!shapes.get(last).pack(text, packed)) {
        throw new IllegalStateException("a text does not have its own shape");
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

  /** Bytes that it takes when written, or a little more. */
  int size() {
    return packed.size() + shapeOf.size() + shapes.size() * 16;
  }

  /** Bytes of memory that it holds. */
  int memory() {
    return packed.capacity() + shapeOf.capacity();
  }

  /** Shapes, which of them each text has, and the texts. */
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

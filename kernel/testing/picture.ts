/** A rectangle, from the upper left corner of what it stands on. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A picture as scanners take it: a byte each of red, green, blue and opacity for a pixel. */
export interface Picture {
  readonly data: Uint8ClampedArray<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
}

/** What a camera sees of black boxes on white paper of that size. */
export function pictureOf(boxes: readonly Box[], paper: { width: number; height: number }, pixelsPerUnit: number): Picture {
  const width = Math.ceil(paper.width * pixelsPerUnit);
  const height = Math.ceil(paper.height * pixelsPerUnit);
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  const black = [0, 0, 0, 255];
  for (const box of boxes) {
    const [left, right, top, bottom] = [box.x, box.x + box.width, box.y, box.y + box.height].map((at) => Math.round(at * pixelsPerUnit));
    for (let y = top ?? 0; y < (bottom ?? 0); y += 1) {
      for (let x = left ?? 0; x < (right ?? 0); x += 1) data.set(black, (y * width + x) * 4);
    }
  }
  return { data, width, height };
}

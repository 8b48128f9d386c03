/** A drawing in pixels, and how much of it stands around what is drawn. */
export interface Box {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface Places {
  readonly x: (share: number) => number;
  readonly y: (share: number) => number;
}

/** Where shares lie within a drawing: from its left to its right, and from its bottom to its top. */
export function placesIn({ width, height, left, right, top, bottom }: Box): Places {
  return { x: (share) => left + share * (width - left - right), y: (share) => top + (1 - share) * (height - top - bottom) };
}

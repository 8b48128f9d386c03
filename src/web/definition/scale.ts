import type { Answer } from "../../contract/routes.ts";

type Metric = Answer<"getPack">["metrics"][number];

/** A raw value of a scale in few characters, in what the metric counts. */
export function rawText(value: number, { quantity, unit }: Pick<Metric, "quantity" | "unit">, locale: string): string {
  const number = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
  switch (quantity) {
    case "share":
      return new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 }).format(value);
    case "change":
      return `${value > 0 ? "+" : value < 0 ? "−" : ""}${number.format(Math.abs(value) * 100)} %`;
    case "percent":
      return `${number.format(value)} %`;
    case "days":
    case "hours":
    case "users":
    case "points":
      return `${number.format(value)} ${value === 1 ? quantity.slice(0, -1) : quantity}`;
    case "pulse":
    case "number":
      return `${number.format(value)}${unit === null ? "" : ` ${unit}`}`;
  }
}

export interface ScaleShape {
  readonly path: string;
  readonly anchors: readonly { readonly x: number; readonly y: number; readonly raw: number; readonly points: number }[];
}

/** A scale as a curve from raw values, left to right, to points, bottom to top. */
export function scaleShape(scale: readonly (readonly [number, number])[], isStepped: boolean, { width, height }: { readonly width: number; readonly height: number }): ScaleShape {
  const [first, last] = [scale[0]?.[0] ?? 0, scale.at(-1)?.[0] ?? 1];
  // A little beyond both ends, where the outermost points go on.
  const room = (last - first || 1) * 0.12;
  const x = (raw: number): number => Math.round(((raw - first + room) / (last - first + 2 * room)) * width * 10) / 10;
  const y = (points: number): number => Math.round((1 - points / 100) * height * 10) / 10;
  const anchors = scale.map(([raw, points]) => ({ x: x(raw), y: y(points), raw, points }));
  const start = `M0 ${anchors[0]?.y ?? 0}`;
  const lines = anchors.map((anchor) => (isStepped ? `H${anchor.x}V${anchor.y}` : `L${anchor.x} ${anchor.y}`));
  return { path: `${start}${lines.join("")}H${width}`, anchors };
}

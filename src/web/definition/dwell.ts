const units: Readonly<Record<string, string>> = { d: "day", h: "hour", w: "week" };

/** `1d` and `P1D` are a day; nothing for none. What has another form is shown as it is written. */
export function dwellText(dwell: string): string | undefined {
  const [, count = "", unit = ""] = /^(?:PT?)?(\d+)([DHWdhw])$/.exec(dwell) ?? [];
  if (count === "") return dwell;
  return Number(count) === 0 ? undefined : `${count} ${units[unit.toLowerCase()]}${count === "1" ? "" : "s"}`;
}

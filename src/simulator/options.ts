import { type Instant, isZone, shiftDays } from "../lib/zone.ts";

export interface SimulationOptions {
  /** Any text; the same text and options give the same facts. */
  readonly seed: string;
  readonly accounts: number;
  /** Facts lie on the local days from this instant's day (the next one unless it is a midnight) to before `to`'s. */
  readonly from: Instant;
  readonly to: Instant;
  readonly zone: string;
  /** Multiplies the seats and people of every account, and with them the number of events. */
  readonly scale: number;
  /** Share of all churn that nothing in the data announces, from 0 to 1. */
  readonly causelessShare: number;
  /** Customer success managers who own accounts: `csm-1`, `csm-2` and so on. */
  readonly teammates: number;
}

interface Preset extends Pick<SimulationOptions, "accounts" | "scale" | "causelessShare" | "teammates"> {
  readonly days: number;
}

/**
 * `demo` is a company to look at, `small` one for tests, `learning` has outcomes enough to learn from at little cost,
 * `bench` is about ten million events of twenty thousand accounts.
 */
const presets = {
  demo: { accounts: 500, days: 548, scale: 0.92, causelessShare: 0.2, teammates: 8 },
  small: { accounts: 40, days: 300, scale: 0.5, causelessShare: 0.2, teammates: 3 },
  learning: { accounts: 400, days: 730, scale: 0.25, causelessShare: 0.2, teammates: 8 },
  bench: { accounts: 20_000, days: 365, scale: 0.13, causelessShare: 0.2, teammates: 40 },
} as const satisfies Record<string, Preset>;

export type PresetName = keyof typeof presets;
export const presetNames = Object.keys(presets) as readonly PresetName[];

/** Options of a preset that ends at `to`; whatever else is given replaces the preset's own. */
export function simulationOf(
  preset: PresetName,
  given: Pick<SimulationOptions, "to"> & Partial<SimulationOptions>,
): SimulationOptions {
  const { days, ...rest } = presets[preset];
  const zone = given.zone ?? "Europe/Berlin";
  checkZone(zone);
  const options = { ...rest, seed: "bellwether", zone, from: shiftDays(given.to, -days, zone), ...given };
  checkOptions(options);
  return options;
}

/** Throws RangeError for options that no company could have. */
export function checkOptions(options: SimulationOptions): void {
  const wrong = (name: keyof SimulationOptions, want: string): never => {
    throw new RangeError(`simulation option ${name} must be ${want}, not ${options[name]}`);
  };
  if (!Number.isInteger(options.accounts) || options.accounts < 1) wrong("accounts", "a whole number of at least 1");
  if (!Number.isInteger(options.teammates) || options.teammates < 1) wrong("teammates", "a whole number of at least 1");
  if (!(options.scale > 0 && options.scale <= 100)) wrong("scale", "over 0 and at most 100");
  if (!(options.causelessShare >= 0 && options.causelessShare <= 1)) wrong("causelessShare", "from 0 to 1");
  checkZone(options.zone);
  if (!(options.to > options.from)) wrong("to", "after `from`");
}

function checkZone(zone: string): void {
  if (!isZone(zone)) throw new RangeError(`simulation option zone must be an IANA time zone such as Europe/Berlin, not ${zone}`);
}

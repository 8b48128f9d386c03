import { isZone } from "../lib/zone.ts";
import { unknownName } from "./suggest.ts";

/** Why a name can't be the pack's time zone; undefined for the name of a zone as the IANA database spells it. */
export function zoneProblem(name: string): string | undefined {
  const known = ["UTC", ...Intl.supportedValuesOf("timeZone")];
  if (known.includes(name)) return undefined;
  // The runtime accepts offsets and any case; databases don't, and an offset has no daylight saving.
  const sameLetters = known.some((zone) => zone.toLowerCase() === name.toLowerCase());
  const region = /^[A-Za-z]/.test(name);
  if (isZone(name) && region && !sameLetters) return undefined;
  if (!region) return `\`${name}\` is no time zone; write the name of a region, such as Europe/Berlin`;
  const { message } = unknownName("time zone", name, known);
  return message.endsWith("?") ? message : `${message}; write the IANA name of a region, such as Europe/Berlin`;
}

/** Why a code can't be a currency; undefined for a code of ISO 4217. */
export function currencyProblem(code: string): string | undefined {
  const known = Intl.supportedValuesOf("currency");
  if (known.includes(code)) return undefined;
  if (known.includes(code.toUpperCase())) return `unknown currency \`${code}\`; did you mean \`${code.toUpperCase()}\`?`;
  return `unknown currency \`${code}\`; write a code of ISO 4217, such as EUR`;
}

import type { Pack } from "../pack/schema.ts";
import { unpainted } from "./problem-text.ts";
import { type PlayedScenario, mismatchCount, mismatchText, placeText, whenText, whyText } from "./scenario-text.ts";

/** The results as JUnit XML, the form that build servers read: a test case for each scenario. */
export function junitText(suite: string, played: readonly PlayedScenario[], { pack }: { readonly pack: Pack }): string {
  const failures = played.filter((one) => mismatchCount(one) > 0).length;
  const counts = `tests="${played.length}" failures="${failures}" errors="0" time="${secondsOf(played.reduce((sum, { elapsedMs }) => sum + elapsedMs, 0))}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts}>`,
    `  <testsuite name="${escaped(suite)}" ${counts}>`,
    ...played.flatMap((one) => testCase(suite, one, pack)),
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

function testCase(suite: string, { scenario, outcomes, elapsedMs }: PlayedScenario, pack: Pack): string[] {
  const { file, line } = scenario.place;
  const opening = `    <testcase name="${escaped(scenario.name)}" classname="${escaped(suite)}" file="${escaped(file)}" line="${line}" time="${secondsOf(elapsedMs)}"`;
  const failed = outcomes.filter(({ mismatches }) => mismatches.length > 0);
  if (failed.length === 0) return [`${opening}/>`];
  const elements = failed.map((outcome) => {
    const lines = outcome.mismatches.map((mismatch) => `${placeText(outcome, mismatch)}: ${whenText(outcome, pack)}, ${mismatchText(mismatch)}`);
    return `      <failure message="${escaped(lines[0] ?? "")}">${escaped([...lines, "", whyText(outcome, { pack, paint: unpainted })].join("\n"))}</failure>`;
  });
  return [`${opening}>`, ...elements, "    </testcase>"];
}

const secondsOf = (milliseconds: number): string => (milliseconds / 1000).toFixed(3);

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };

/** XML has no way to write most control characters, so they are left out. */
const escaped = (text: string): string => text.replaceAll(/(?![\n\t])\p{Cc}/gu, "").replaceAll(/[&<>"']/g, (letter) => entities[letter] ?? letter);

import { percentText } from "../lib/number-text.ts";
import { localDate } from "../lib/zone.ts";
import { type ChangeLine, changeLine } from "../pack/change-line.ts";
import type { Effect } from "../engine/definitions/plan.ts";
import type { DefinitionChange } from "../pack/diff.ts";
import type { Pack } from "../pack/schema.ts";
import type { BandMove, Rejudged, Shift } from "../scores/band-moves.ts";
import { type Band, bands } from "../scores/bands.ts";
import type { Block, DocumentColumn } from "./document.ts";
import { type Paint, bandText, countedText, cutText, moneyText, scoreText } from "./format.ts";
import { tableText } from "./table.ts";

/** One of the two packs of a plan. */
export interface PlannedPack {
  readonly pack: Pack;
  readonly version: string;
  /** Where it was read from. */
  readonly from: string;
}

export interface PlanView {
  readonly before: PlannedPack;
  readonly after: PlannedPack;
  readonly changes: readonly DefinitionChange[];
  readonly effect: Effect;
}

/** How many of the accounts that change band are named. */
const mostNamed = 10;

const bandsInWords = "Bands are those of the limits alone, before and after, as of accounts that are scored for the first time: hysteresis and dwell are left out.";
const nothingMoves = "No score changes: nothing that makes one is different.";
const noDataToScore = "There is no data yet, so what this does to scores can't be told. `bellwether import <folder>` brings yours in.";

const nobody = "On that day no account is a customer.";

/** The same plan for a terminal and for a pull request. */
export function planBlocks(view: PlanView): Block[] {
  const { before, after, changes, effect } = view;
  const title: Block[] = [heading(1, `Plan: ${after.pack.pack.name}`), paragraph(`From ${describe(before)} to ${describe(after)}.`)];
  if (changes.length === 0) return [...title, paragraph("Nothing changes: both mean the same.", true)];
  return [...title, ...definitionBlocks(view), ...effectBlocks(effect, after.pack)];
}

const heading = (level: 1 | 2, text: string): Block => ({ kind: "heading", level, text });
const paragraph = (text: string, strong = false): Block => ({ kind: "paragraph", text, ...(strong && { strong }) });
const describe = ({ from, version }: PlannedPack): string => `${from} (version ${version.slice(0, 12)})`;

function definitionBlocks({ before, after, changes }: PlanView): Block[] {
  const lines = changes.map((change) => changeLine(change, { before: before.pack, after: after.pack }));
  const count = (mark: ChangeLine["mark"]): number => lines.filter((line) => line.mark === mark).length;
  const counts = [[count("+"), "added"], [count("~"), "changed"], [count("−"), "removed"]].flatMap(([number, word]) => (number === 0 ? [] : [`${number} ${word}`]));
  return [heading(2, `Definitions: ${counts.join(", ")}`), { kind: "list", items: lines.map(({ mark, text, details }) => `${mark} ${[text, ...details].join(details.length > 0 ? "; " : "")}`) }];
}

function effectBlocks(effect: Effect, { pack: { timezone, currency } }: Pack): Block[] {
  if (effect.kind === "none") return [paragraph(nothingMoves)];
  if (effect.kind === "no_data") return [paragraph(noDataToScore)];
  const { asOf, note, rejudged } = effect;
  const title = heading(2, `Scores as of ${localDate(asOf, timezone)} (${timezone})`);
  if (rejudged.accounts === 0) return [title, paragraph(nobody)];
  return [
    title,
    ...(note === undefined ? [] : [paragraph(note)]),
    paragraph(movesInWords(rejudged, currency), true),
    ...moveBlocks(rejudged, currency),
    { kind: "table", columns: [column("band"), column("before", true), column("after", true), column("change", true)], rows: distributionRows(rejudged) },
    paragraph(`Scores: ${shiftText(rejudged.score, "points")}`),
    paragraph(`Coverage: ${shiftText(rejudged.coverage, "%")}`),
    paragraph(bandsInWords),
  ];
}

const column = (head: string, right = false): DocumentColumn => ({ head, ...(right && { right }) });

function movesInWords({ accounts, moves, mrr }: Rejudged, currency: string): string {
  if (moves.length === 0) return `None of ${countedText(accounts, "account", "accounts")} changes band.`;
  const moved = moves.reduce((sum, move) => sum + (move.mrr ?? 0), 0);
  return `${moves.length.toLocaleString("en-US")} of ${countedText(accounts, "account changes", "accounts change")} band, with ${moneyText(moved, currency)} of ${moneyText(mrr, currency)} recurring revenue a month.`;
}

function moveBlocks({ moves, groups }: Rejudged, currency: string): Block[] {
  if (moves.length === 0) return [];
  const named = moves.slice(0, mostNamed);
  return [
    { kind: "table", columns: [column("from"), column("to"), column("accounts", true), column("revenue", true)], rows: groups.map(({ from, to, accounts, mrr }) => [from, to, accounts.toLocaleString("en-US"), moneyText(mrr, currency)]) },
    paragraph(moves.length > mostNamed ? `The ${mostNamed} with the most revenue:` : "By revenue:"),
    { kind: "table", columns: [column("account"), column("revenue", true), column("from"), column("to"), column("score before", true), column("after", true)], rows: named.map((move) => moveRow(move, currency)) },
  ];
}

const moveRow = ({ name, mrr, from, to, scoreBefore, scoreAfter }: BandMove, currency: string): string[] => [cutText(name, 40), moneyText(mrr, currency), from, to, scoreText(scoreBefore, 1), scoreText(scoreAfter, 1)];

function distributionRows({ before, after }: Rejudged): string[][] {
  return bands.map((band) => {
    const change = after.counts[band] - before.counts[band];
    const told = (of: typeof before): string => `${of.counts[band].toLocaleString("en-US")} (${percentText(of.shares[band])})`;
    return [band, told(before), told(after), change === 0 ? "" : signed(change, 0)];
  });
}

const signed = (number: number, digits: number): string => `${number < 0 ? "−" : "+"}${Math.abs(number).toFixed(digits)}`;

function shiftText({ rises, falls, stays, before, after }: Shift, unit: string): string {
  if (before === null || after === null) return "no account has one before and after.";
  return `${countedText(rises, "account rises", "accounts rise")}, ${falls.toLocaleString("en-US")} ${falls === 1 ? "falls" : "fall"}, ${stays.toLocaleString("en-US")} ${stays === 1 ? "stays" : "stay"}; the mean goes from ${before.toFixed(1)} to ${after.toFixed(1)} ${unit}.`;
}

/** A document as a terminal shows it: bands with their marks, tables in columns. */
export function blocksText(blocks: readonly Block[], paint: Paint): string {
  return blocks.map((block) => blockText(block, paint)).join("\n\n");
}

function blockText(block: Block, paint: Paint): string {
  switch (block.kind) {
    case "heading":
      return paint("bold", block.text);
    case "paragraph":
      return block.strong ? paint("bold", block.text) : block.text;
    case "list":
      return block.items.join("\n");
    case "table":
      return tableText(block.columns.map(({ head, right }) => ({ head, align: right ? "right" : "left" })), block.rows.map((row) => row.map((cell) => ((bands as readonly string[]).includes(cell) ? bandText(cell as Band, paint) : cell))));
    case "chart":
      return block.title;
  }
}

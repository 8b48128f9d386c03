import { type DataFacts, dataFactsOf } from "../pack/data-facts.ts";
import type { Fact } from "../events/fact.ts";
import { type GuessedMapping, type ImportSource, InputRefused } from "./import-source.ts";

/** Enough rows of a file to see which events, properties and traits there are. */
const sampleRows = 20_000;

export interface GuessedImport extends GuessedMapping {
  /** What the files hold, read through the guessed mapping. */
  readonly facts: DataFacts;
}

/** Guesses how to import a folder, and reads a sample through the guess to tell what it holds. */
export async function guessImport(source: ImportSource, from: { readonly folder: string; readonly receivedAt: number }): Promise<GuessedImport> {
  const { mapping, questions } = await source.guess({ folder: from.folder, only: [] });
  try {
    const prepared = await source.prepare({ mapping: { text: mapping }, folder: from.folder, only: [], receivedAt: from.receivedAt, sampleRows });
    const facts: Fact[] = [];
    for await (const { rows } of prepared.rows()) for (const row of rows) facts.push(...row.facts);
    return { mapping, questions, facts: dataFactsOf(facts) };
  } catch (error) {
    if (!(error instanceof InputRefused)) throw error;
    return { mapping, questions: questions.length > 0 ? questions : error.problems.map(({ message }) => message), facts: dataFactsOf([]) };
  }
}

import type { InputProblem } from "../../engine/import-source.ts";
import type { Instant } from "../../lib/zone.ts";
import type { Cells, Reader } from "./cells.ts";
import { dateParser, slashed } from "./dates.ts";

/** Where a mapping asks for a time, and how the times there turn out to be written. */
export interface DateRequest {
  readonly label: string;
  /** Of the mapping: where the format can be said. */
  readonly place: string;
  readonly text: Reader<string>;
  readonly format: string | undefined;
  readonly zone: string;
}

interface Example {
  readonly line: number;
  readonly text: string;
}

type Shape = "iso" | "slashed" | "unix" | "unix_ms";

function shapeOf(text: string): Shape | undefined {
  if (/^\d{4}-\d\d-\d\d/.test(text)) return "iso";
  if (slashed.test(text)) return "slashed";
  if (/^\d{9,10}(\.\d+)?$/.test(text)) return "unix";
  return /^\d{12,13}$/.test(text) ? "unix_ms" : undefined;
}

const maxExamples = 3;

/** A column of times. Its format is what the mapping says, or what its values leave no doubt about. */
export class DateColumn {
  readonly request: DateRequest;
  readonly #shapes = new Map<Shape, Example>();
  readonly #either: Example[] = [];
  #unknown: Example | undefined;
  #firstOver12: Example | undefined;
  #secondOver12: Example | undefined;
  #parse: (text: string) => Instant = () => Number.NaN;
  #format = "";

  constructor(request: DateRequest) {
    this.request = request;
    if (request.format !== undefined) this.#use(request.format);
  }

  get format(): string {
    return this.#format;
  }

  /** Whether every row has to be seen: of two numbers only a later row may show which is the day. */
  get needsEveryRow(): boolean {
    return this.request.format === undefined && this.#shapes.has("slashed");
  }

  parse(text: string): Instant {
    return this.#parse(text);
  }

  observe(cells: Cells, line: number): void {
    if (this.request.format !== undefined) return;
    const text = this.request.text(cells, [])?.trim();
    if (text === undefined || text === "") return;
    const shape = shapeOf(text);
    if (shape === undefined) this.#unknown ??= { line, text };
    else if (!this.#shapes.has(shape)) this.#shapes.set(shape, { line, text });
    if (shape === "slashed") this.#weigh({ line, text });
  }

  #weigh(example: Example): void {
    const [, first, , second] = slashed.exec(example.text) ?? [];
    if (Number(first) > 12) this.#firstOver12 ??= example;
    else if (Number(second) > 12) this.#secondOver12 ??= example;
    else if (this.#either.length < maxExamples && first !== second) this.#either.push(example);
  }

  /** Decides the format from all that was observed, or says what has to be asked. */
  settle(file: string): InputProblem | undefined {
    if (this.request.format !== undefined) return undefined;
    const [shape, ...others] = this.#shapes.keys();
    const message = others.length > 0 ? this.#mixed() : shape === "slashed" ? this.#order() : this.#plain(shape);
    return message === undefined ? undefined : { place: this.request.place, message: `${file}, column \`${this.request.label}\`: ${message}` };
  }

  #plain(shape: Exclude<Shape, "slashed"> | undefined): string | undefined {
    if (shape === undefined && this.#unknown) {
      return `\`${this.#unknown.text}\` (line ${this.#unknown.line}) is no way to write a time that is known without being told. Say it: { column: …, format: "DD-MMM-YYYY" }`;
    }
    this.#use(shape ?? "iso");
    return undefined;
  }

  #order(): string | undefined {
    if (this.#firstOver12 && this.#secondOver12) {
      return `some dates begin with the day and others with the month: ${told([this.#firstOver12, this.#secondOver12])}. Correct the file; or say \`format: day_first\` or \`format: month_first\`, and rows of the other kind are rejected`;
    }
    if (!this.#firstOver12 && !this.#secondOver12 && this.#either.length > 0) {
      return `does the day or the month come first? No row tells: ${told(this.#either)}. Say \`format: day_first\` or \`format: month_first\``;
    }
    this.#use(this.#secondOver12 ? "month_first" : "day_first");
    return undefined;
  }

  #mixed(): string {
    return `times are written in several ways: ${told([...this.#shapes.values()])}. Say one as \`format\`, and rows written otherwise are rejected`;
  }

  #use(format: string): void {
    this.#format = format;
    this.#parse = dateParser(format, this.request.zone);
  }
}

const told = (examples: readonly Example[]): string => examples.map(({ line, text }) => `line ${line} has ${text}`).join(", ");

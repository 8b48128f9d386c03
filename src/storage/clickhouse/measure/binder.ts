import type { Instant } from "../../../lib/zone.ts";
import { type Parameter, type Parameters, instantText } from "../query.ts";

/**
 * Collects the parameters of one statement. Equal values get one parameter; nothing a user wrote ever stands in
 * the text. Boundaries in time are named columns: with one instant constants, with several one array each,
 * joined so that every event meets every instant.
 */
export class Binder {
  readonly #values = new Map<string, Parameter>();
  readonly #names = new Map<string, string>();
  readonly #boundaries = new Map<string, readonly Instant[]>();
  readonly instants: readonly Instant[];

  constructor(instants: readonly Instant[]) {
    this.instants = instants;
    this.#boundaries.set("as_of", instants);
  }

  bind(value: Parameter, type: string): string {
    const key = `${type} ${JSON.stringify(value)}`;
    let name = this.#names.get(key);
    if (name === undefined) {
      name = `p${this.#names.size}`;
      this.#names.set(key, name);
      this.#values.set(name, value);
    }
    return `{${name}:${type}}`;
  }

  text(value: string): string {
    return this.bind(value, "String");
  }

  number(value: number): string {
    return this.bind(value, "Float64");
  }

  /** The name of the column that holds this boundary of each instant. */
  boundary(of: (asOf: Instant) => Instant): string {
    const values = this.instants.map(of);
    const same = [...this.#boundaries].find(([, known]) => known.every((value, index) => value === values[index]));
    if (same) return same[0];
    const name = `t${this.#boundaries.size}`;
    this.#boundaries.set(name, values);
    return name;
  }

  boundaryNames(): string[] {
    return [...this.#boundaries.keys()];
  }

  get several(): boolean {
    return this.instants.length > 1;
  }

  /** The column of the instant's number, where there are several. */
  get keys(): string {
    return this.several ? ", i" : "";
  }

  /** What stands before SELECT. */
  with(): string {
    if (this.several) return "";
    const constants = [...this.#boundaries.keys()].map((name) => `{${name}:DateTime64(3, 'UTC')} AS ${name}`);
    return `WITH ${constants.join(", ")}\n`;
  }

  /** What stands behind FROM. */
  join(): string {
    if (!this.several) return "";
    const arrays = [...this.#boundaries.keys()].map((name) => `{${name}:Array(DateTime64(3, 'UTC'))} AS ${name}`);
    return `\nARRAY JOIN range(${this.instants.length}) AS i, ${arrays.join(", ")}`;
  }

  parameters(): Parameters {
    const boundaries = [...this.#boundaries].map(([name, values]) => {
      const texts = values.map(instantText);
      return [name, this.several ? texts : (texts[0] as string)] as const;
    });
    return Object.fromEntries([...this.#values, ...boundaries]);
  }
}

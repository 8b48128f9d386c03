import type { Scalar } from "../../../events/fact.ts";
import type { ReservedName, ReservedProperties } from "../../../events/vocabulary.ts";
import type { Reader } from "../cells.ts";
import type { Field } from "../field.ts";
import type { CommonSpec, KindCompiler } from "../kind-compiler.ts";
import type { KindSpec } from "../mapping.ts";
import { eventOf, type FactsOf } from "./facts-of.ts";

type Simple = "surveys" | "outcomes" | "interactions" | "reviews" | "pulses" | "measurements";
type Type = "text" | "number" | "boolean";

interface Shape<K extends Simple, N extends ReservedName> {
  readonly name: N;
  readonly needed: Readonly<Partial<Record<keyof KindSpec<K> & keyof ReservedProperties<N>, Type>>>;
  readonly optional: Readonly<Partial<Record<keyof KindSpec<K> & keyof ReservedProperties<N>, Type>>>;
}

const shapes = {
  surveys: { name: "survey_answered", needed: { score: "number" }, optional: { touchpoint: "text", survey: "text" } } satisfies Shape<"surveys", "survey_answered">,
  outcomes: {
    name: "outcome_recorded",
    needed: { outcome: "text" },
    optional: { contract: "text", mrr_before: "number", mrr_after: "number", reason: "text" },
  } satisfies Shape<"outcomes", "outcome_recorded">,
  interactions: {
    name: "interaction_logged",
    needed: { channel: "text" },
    optional: { direction: "text", teammate: "text", invited: "number", attended: "number" },
  } satisfies Shape<"interactions", "interaction_logged">,
  reviews: { name: "review_held", needed: { sponsor_present: "boolean" }, optional: { invited: "number", attended: "number" } } satisfies Shape<"reviews", "review_held">,
  pulses: { name: "pulse_set", needed: { band: "text", author: "text" }, optional: { reason: "text" } } satisfies Shape<"pulses", "pulse_set">,
  measurements: { name: "measurement_recorded", needed: { measurement: "text", value: "number" }, optional: { author: "text" } } satisfies Shape<"measurements", "measurement_recorded">,
} as const;

/** What all of these kinds are to the compiler: fields by their names. */
type Fields = CommonSpec & Readonly<Record<string, Field>>;

/** Compiles a kind whose rows are one reserved event each; validation then holds it against the vocabulary. */
export const compileOneEvent =
  <K extends Simple>(kind: K) =>
  (compiler: KindCompiler<KindSpec<K>>): FactsOf => {
    const { name, needed, optional } = shapes[kind];
    // The fields below are those of this kind's schema, which the shapes are checked against above.
    const fields = compiler as unknown as KindCompiler<Fields>;
    const { source, receivedAt } = compiler;
    const time = fields.needInstant("time");
    const who = fields.who();
    const readers = [
      ...Object.entries(needed).map(([key, type]) => [key, neededReader(fields, { key, type })] as const),
      ...Object.entries(optional).map(([key, type]) => [key, fields[type](key)] as const),
    ];
    const others = fields.values("properties");
    const known = fields.known();
    const id = fields.rowId();
    return (cells, problems) => {
      const at = time(cells, problems);
      const properties: Record<string, Scalar> = { ...others(cells, problems) };
      for (const [key, read] of readers) {
        const value = read(cells, problems);
        if (value !== undefined) properties[key] = value;
      }
      return [eventOf({ messageId: id(cells, problems), time: at, knownAt: known(at, cells, problems), receivedAt, source, who: who(cells, problems), name, properties })];
    };
  };

function neededReader(compiler: KindCompiler<Fields>, field: { readonly key: string; readonly type: Type }): Reader<Scalar> {
  switch (field.type) {
    case "text":
      return compiler.needText(field.key);
    case "number":
      return compiler.needNumber(field.key);
    case "boolean":
      return compiler.needBoolean(field.key);
  }
}

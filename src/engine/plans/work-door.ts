import type { z } from "zod";
import type { WorkName } from "../../contract/work-paths.ts";
import { type WorkAnswer, type WorkAsking, type WorkRoute, workRoutes } from "../../contract/work-routes.ts";
import { type Answer, type Question, type Route, routes } from "../../contract/routes.ts";
import type { Principal } from "../access/principal.ts";
import { findAccount } from "../answers/find.ts";
import { type WorkQuestion, answers } from "./answers.ts";
import { type Desks, type WorkParts, openDesks, works } from "./works.ts";

/** What people have agreed to do, as a command reaches it: in the database, or through the process that holds it. */
export interface WorkDoor {
  ask<N extends WorkQuestion | "findAccount">(name: N, question: Question<N>): Promise<Answer<N>>;
  work<N extends WorkName>(name: N, asking: WorkAsking<N>): Promise<WorkAnswer<N>>;
}

type AnyAnswer = (lists: object, asked: unknown) => Promise<never>;
type AnyWork = (desks: Desks, call: unknown) => Promise<never>;

/** The database itself, for somebody on this machine. What is asked is checked as the server does. */
export function openWorkDoor(parts: Omit<WorkParts, "record">, caller: Principal): WorkDoor {
  const desks = openDesks({ ...parts, record: recordsNothing });
  return {
    async ask(name, question) {
      const scores = await parts.scores();
      const asked = questionOf(routes[name], question);
      if (name === "findAccount") return (await findAccount(scores, caller.workspace, asked as { asked: string })) as never;
      return await answerOf(name)({ ...parts, scores, principal: caller }, asked);
    },
    async work(name, asking) {
      const { body, ...path } = asking as { readonly body?: unknown } & Readonly<Record<string, string>>;
      const { body: schema }: WorkRoute = workRoutes[name];
      return await (works[name] as AnyWork)(desks, { caller, path, body: schema && checked(schema, body) });
    },
  };
}

const answerOf = (name: WorkQuestion): AnyAnswer => answers[name] as AnyAnswer;

function questionOf({ params, query }: Route, question: object): object {
  const given = Object.entries(question);
  const part = (schema: z.ZodObject): object => checked(schema, Object.fromEntries(given.filter(([name]) => name in schema.shape))) as object;
  return { ...part(params), ...part(query) };
}

/** What is recorded goes to the journal, which only commands of its own write. */
const recordsNothing = (): Promise<never> => Promise.reject(new Error("Here nothing is recorded about accounts; `bellwether record` does."));

/** What is wrong, as one sentence. */
function checked(schema: z.ZodType, value: unknown): unknown {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const [first] = read.error.issues;
  throw new Error(`\`${first?.path.join(".")}\`: ${first?.message}`);
}

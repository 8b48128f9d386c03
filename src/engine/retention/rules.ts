import { type RetentionClass, retentionClasses } from "../../events/retention-class.ts";

/** For how many days each class is kept; a class without a rule is kept for ever. */
export type Rules = Readonly<Partial<Record<RetentionClass, number>>>;

/** All but what today's scores rest on, which has no rule, and the journal, which has had a setting of its own for longer. */
type Settable = Exclude<RetentionClass, "relationship" | "journal">;
const isSettable = (name: RetentionClass): name is Settable => name !== "relationship" && name !== "journal";

export const settingOf = (name: RetentionClass): string => (name === "journal" ? "BELLWETHER_JOURNAL_DAYS" : `BELLWETHER_KEEP_${name.toUpperCase()}`);

const always = settingOf("relationship");

/** As the journal's own settings have it. */
const journalDays = 7;

const form = /^(\d{1,5})([dwy])$/;
const daysIn = { d: 1, w: 7, y: 365 } as const;

/** The rules that the environment sets; throws with everything that is wrong, by the variable's name. */
export function rulesFrom(environment: Readonly<Record<string, string | undefined>>): Rules {
  const wrong: string[] = [];
  const rules: Partial<Record<RetentionClass, number>> = {};
  for (const name of retentionClasses.filter(isSettable)) {
    const text = environment[settingOf(name)];
    if (text === undefined || text === "") continue;
    const read = form.exec(text);
    const days = read ? Number(read[1]) * daysIn[read[2] as keyof typeof daysIn] : 0;
    if (days === 0) wrong.push(`${settingOf(name)}: \`${text}\` is no length of time such as 400d, 26w or 2y.`);
    rules[name] = days;
  }
  const known = retentionClasses.filter(isSettable).map(settingOf);
  for (const name of Object.keys(environment)) if (name.startsWith("BELLWETHER_KEEP_") && name !== always && !known.includes(name)) wrong.push(`${name} is none of ${known.join(", ")}.`);
  if (environment[always] !== undefined) wrong.push(`${always}: contracts, outcomes, owners, stages and goals are kept for ever, because today's scores rest on them. \`bellwether forget\` erases an account.`);
  if (wrong.length > 0) throw new Error(wrong.join(" "));
  const journal = Number(environment["BELLWETHER_JOURNAL_DAYS"] ?? journalDays);
  return { ...rules, ...(Number.isInteger(journal) && { journal }) };
}

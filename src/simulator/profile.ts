import type { Random } from "../lib/random.ts";
import { hourMs } from "../lib/zone.ts";
import { type Life, utilityAt } from "./life.ts";
import type { Person } from "./people.ts";
import { atWork } from "./clock-times.ts";
import type { Writer } from "./writer.ts";

/** Accounts change their owner about once in seven years. */
const ownerChangesPerYear = 0.14;

/** Who the account is, as a CRM knows it, and who of ours answers for it. */
export function profile(life: Life, writer: Writer, random: Random): void {
  const { company, world, firstDay, endDay } = life;
  const time = world.calendar.midnight(firstDay) + hourMs;
  const traits = { name: company.name, domain: company.domain, plan: company.plan, industry: company.industry, region: company.region };
  for (const [trait, value] of Object.entries(traits)) writer.accountTrait(time, trait, value);
  if (company.parent !== undefined) writer.accountTrait(time, "parent", company.parent);
  writer.record("owner_changed", { owner: company.owner }, { time, source: "crm" });
  const day = firstDay + 1 + Math.floor(random.exponential(365 / ownerChangesPerYear));
  if (day >= endDay || world.options.teammates === 1) return;
  const next = (Number(company.owner.slice("csm-".length)) % world.options.teammates) + 1;
  writer.record("owner_changed", { owner: `csm-${next}` }, { time: atWork(life, day, random), source: "crm" });
}

/** The people of the account: who they are, since when, and how far those who are new have come. */
export function roster(life: Life, writer: Writer, random: Random): void {
  for (const person of life.people) {
    const joined = life.world.calendar.midnight(person.joinedDay) + 6 * hourMs;
    writer.membership(joined, person.id);
    writer.userTrait(joined, person.id, { name: "role", value: person.role });
    writer.userTrait(joined, person.id, { name: "department", value: person.department });
    writer.userTrait(joined, person.id, { name: "email", value: `${person.id.slice(person.id.lastIndexOf("-") + 1)}@${life.company.domain}` });
    if (!person.added) continue;
    writer.product(joined, person.id, { name: "user_added", properties: {} });
    personalSteps(person, life, { writer, random });
  }
}

const step = (name: string) => ({ name: "onboarding_step_done", properties: { step: name } }) as const;

/** What each new user goes through: mean days after the step before, and the share who never get to it. */
const stepsOfPerson = [
  { action: step("profile_completed"), days: 1, dropped: 0.06 },
  { action: step("tour_finished"), days: 3, dropped: 0.2 },
  { action: step("training_finished"), days: 9, dropped: 0.35 },
];

function personalSteps(person: Person, life: Life, { writer, random }: { writer: Writer; random: Random }): void {
  let day = person.joinedDay;
  for (const { action, days, dropped } of stepsOfPerson) {
    const utility = utilityAt(life, day);
    day += Math.floor(random.exponential(days * (1.6 - utility)));
    if (random.chance(dropped * (1.8 - 1.6 * utility)) || day >= person.leftDay) return;
    writer.product(atWork(life, day, random), person.id, action);
  }
}

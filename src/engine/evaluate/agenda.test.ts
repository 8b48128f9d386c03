import { expect, test } from "vitest";
import { Agenda, type Work } from "./agenda.ts";

const sizes = { live: 3, background: 2 };
const hour = 3_600_000;

/** Everything that is taken at an instant, each piece done before the next. */
function taken(agenda: Agenda, now: number): [Work["kind"], string][] {
  const works: [Work["kind"], string][] = [];
  for (let work = agenda.take(now, sizes); work; work = agenda.take(now, sizes)) {
    works.push([work.kind, work.accounts.join()]);
    agenda.done(work);
  }
  return works;
}

test("what is new goes first, in the order in which it was noticed, in pieces", () => {
  const agenda = new Agenda();
  for (const account of ["d", "a", "c", "b"]) agenda.mark(account, { at: 1, time: 1 });
  agenda.mark("d", { at: 2, time: 2 });
  expect(taken(agenda, 5)).toEqual([["live", "d,a,c"], ["live", "b"]]);
});

test("whatever load there is, every second piece is one of the others: midnights, then late days, then the sweep", () => {
  const agenda = new Agenda();
  for (let index = 0; index < 12; index += 1) agenda.mark(`live-${index}`, { at: 1, time: 1 });
  agenda.fallBehind(["m1", "m2", "m3"]);
  agenda.reopen("late", { at: 1, time: 0 });
  agenda.sweepAt("quiet", 1);
  expect(taken(agenda, 120_000).map(([kind]) => kind)).toEqual(["live", "behind", "live", "behind", "live", "reopened", "live", "sweep"]);
});

test("a late account is scored from its earliest late fact", () => {
  const agenda = new Agenda();
  for (const time of [50, 20, 30]) agenda.reopen("a", { at: 60, time });
  expect(agenda.take(60, sizes)?.reopenedFrom).toEqual(new Map([["a", 20]]));
});

test("who was scored for whatever reason isn't behind any more", () => {
  const agenda = new Agenda();
  agenda.fallBehind(["a"]);
  agenda.mark("a", { at: 1, time: 1 });
  const work = agenda.take(1, sizes) as Work;
  expect(agenda.isBehind).toBe(true);
  agenda.done(work);
  expect(agenda.isBehind).toBe(false);
  expect(taken(agenda, 1)).toEqual([]);
});

test("what failed waits again, as it was", () => {
  const agenda = new Agenda();
  agenda.mark("a", { at: 7, time: 3 });
  agenda.reopen("b", { at: 8, time: 2 });
  agenda.fallBehind(["c"]);
  agenda.sweepAt("d", 1);
  const works = Array.from({ length: 4 }, () => agenda.take(hour, sizes) as Work);
  expect(works.map(({ kind }) => kind)).toEqual(["live", "behind", "reopened", "sweep"]);
  for (const work of works) agenda.failed(work, hour);
  expect(agenda.oldestMark).toBe(7);
  expect(agenda.waiting(hour)).toEqual({ live: 1, behind: 1, reopened: 1, sweep: 1 });
});

test("the oldest mark is known while it waits and while it is worked on", () => {
  const agenda = new Agenda();
  agenda.mark("a", { at: 10, time: 1 });
  agenda.reopen("b", { at: 9, time: 1 });
  expect(agenda.oldestMark).toBe(9);
  const [live, late] = [agenda.take(11, sizes) as Work, agenda.take(11, sizes) as Work];
  expect(agenda.oldestMark).toBe(9);
  agenda.done(late);
  expect(agenda.oldestMark).toBe(10);
  agenda.done(live);
  expect(agenda.oldestMark).toBeUndefined();
});

test("nobody is swept before their time, and everybody once", () => {
  const agenda = new Agenda();
  agenda.sweepAt("a", 90_000);
  agenda.sweepAt("b", 30_000);
  agenda.sweepAt("a", 100_000);
  agenda.sweepAt("gone", 30_000);
  agenda.forget("gone");
  expect(taken(agenda, 59_999)).toEqual([]);
  expect(taken(agenda, 60_000)).toEqual([["sweep", "b"]]);
  expect(taken(agenda, 119_999)).toEqual([]);
  expect(taken(agenda, 120_000)).toEqual([["sweep", "a"]]);
  expect(taken(agenda, 10 * hour)).toEqual([]);
});

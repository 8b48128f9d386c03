import { event, login, surveyAnswered } from "../../support/happenings.ts";
import { at, day, justBefore, recorded } from "../../support/scenario.ts";
import type { ExamplesOf } from "./example.ts";

const satisfaction = { kind: "survey", window: "7d" } as const;

export const survey: ExamplesOf<"survey"> = [
  {
    name: "the latest answer",
    metric: satisfaction,
    story: [at(day(5), surveyAnswered("acme", 9)), at(day(4), surveyAnswered("acme", 2))],
    asOf: day(10),
    expect: 9,
  },
  {
    name: "the mean of the window",
    metric: { ...satisfaction, measure: "average" },
    story: [
      at(justBefore(day(3)), surveyAnswered("acme", 1)),
      at(day(3), surveyAnswered("acme", 4)),
      at(justBefore(day(10)), surveyAnswered("acme", 7)),
      at(day(10), surveyAnswered("acme", 1)),
    ],
    asOf: day(10),
    expect: 5.5,
  },
  { name: "a score of zero", metric: satisfaction, story: [at(day(5), surveyAnswered("acme", 0))], asOf: day(10), expect: 0 },
  {
    name: "answers that are too old",
    metric: satisfaction,
    story: [at(justBefore(day(3)), surveyAnswered("acme", 9))],
    asOf: day(10),
    expect: "expired",
  },
  {
    name: "others answered, this account never did",
    metric: satisfaction,
    story: [at(day(1), login("acme", "ann"), surveyAnswered("globex", 9))],
    asOf: day(10),
    expect: "never_seen",
  },
  { name: "nobody was ever asked", metric: satisfaction, story: [at(day(1), login("acme", "ann"))], asOf: day(10), expect: "never_seen" },
  {
    name: "an answer of this touchpoint and survey",
    metric: { ...satisfaction, touchpoint: "support", survey: "csat" },
    story: [
      at(day(5), surveyAnswered("acme", 3, { touchpoint: "support", survey: "csat" })),
      at(day(6), surveyAnswered("acme", 9, { touchpoint: "support" }), surveyAnswered("acme", 8, { survey: "csat" })),
    ],
    asOf: day(10),
    expect: 3,
  },
  {
    name: "another touchpoint's answers are not its own",
    metric: { ...satisfaction, touchpoint: "support" },
    story: [at(day(5), surveyAnswered("acme", 3))],
    asOf: day(10),
    expect: "never_seen",
  },
  {
    name: "an answer in words is none",
    metric: satisfaction,
    story: [at(day(5), event("survey_answered", "acme", { properties: { score: "9" } }))],
    asOf: day(10),
    expect: "never_seen",
  },
  {
    name: "today's only answer, when only complete days count",
    metric: { ...satisfaction, complete: true },
    story: [at(day(10, "08:00"), surveyAnswered("acme", 9))],
    asOf: day(10, "09:00"),
    expect: "never_seen",
  },
  {
    name: "of two of the same time the greater message id",
    metric: satisfaction,
    story: [recorded({ id: "b" }, at(day(5), surveyAnswered("acme", 8))), recorded({ id: "a" }, at(day(5), surveyAnswered("acme", 3)))],
    asOf: day(10),
    expect: 8,
  },
];

import { event, ticketClosed, ticketOpened } from "../../support/happenings.ts";
import { after, at, day, justBefore, recorded } from "../../support/scenario.ts";
import type { ExamplesOf } from "./example.ts";

const open = { kind: "open_items", opened: { events: ["ticket_opened"] }, closed: { events: ["ticket_closed"] }, item: "ticket" } as const;
const oldest = { ...open, measure: "oldest_days" } as const;
const resolution = { ...open, measure: "resolution_hours", window: "7d" } as const;

export const openItems: ExamplesOf<"open_items"> = [
  {
    name: "two opened, one of them closed",
    metric: open,
    story: [at(day(1), ticketOpened("acme", "t1"), ticketOpened("acme", "t2")), at(day(5), ticketClosed("acme", "t1"))],
    asOf: day(10),
    expect: 1,
  },
  {
    name: "opened again is open",
    metric: open,
    story: [at(day(1), ticketOpened("acme", "t1")), at(day(5), ticketClosed("acme", "t1")), at(day(6), ticketOpened("acme", "t1"))],
    asOf: day(10),
    expect: 1,
  },
  {
    name: "opened and closed in the same moment is closed",
    metric: open,
    story: [at(day(1), ticketOpened("acme", "t1"), ticketClosed("acme", "t1"))],
    asOf: day(10),
    expect: 0,
  },
  {
    name: "a closing at the instant isn't one yet",
    metric: open,
    story: [at(day(1), ticketOpened("acme", "t1")), at(day(10), ticketClosed("acme", "t1"))],
    asOf: day(10),
    expect: 1,
  },
  {
    name: "what was never opened is no item",
    metric: open,
    story: [at(day(1), ticketClosed("acme", "t1"), ticketOpened("globex", "t1"))],
    asOf: day(10),
    expect: 0,
  },
  {
    name: "another account's closing closes nothing",
    metric: open,
    story: [at(day(1), ticketOpened("acme", "7")), at(day(2), ticketClosed("globex", "7"))],
    asOf: day(10),
    expect: 1,
  },
  {
    name: "the number 7 and the text 7 are one item",
    metric: open,
    story: [at(day(1), event("ticket_opened", "acme", { properties: { ticket: 7 } })), at(day(2), ticketClosed("acme", "7"))],
    asOf: day(10),
    expect: 0,
  },
  {
    name: "zero below zero is zero",
    metric: open,
    story: [
      at(day(1), event("ticket_opened", "acme", { properties: { ticket: -0 } })),
      at(day(2), event("ticket_closed", "acme", { properties: { ticket: 0 } })),
    ],
    asOf: day(10),
    expect: 0,
  },
  {
    name: "events without the item's id are no items",
    metric: open,
    story: [at(day(1), event("ticket_opened", "acme"))],
    asOf: day(10),
    expect: 0,
  },
  {
    name: "nobody ever opened a ticket",
    metric: open,
    story: [at(day(1), ticketClosed("acme", "t1"))],
    asOf: day(10),
    expect: "never_seen",
  },
  {
    name: "only urgent tickets",
    metric: { ...open, opened: { events: ["ticket_opened"], where: [{ property: "priority", is: "urgent" }] } },
    story: [at(day(1), event("ticket_opened", "acme", { properties: { ticket: "t1", priority: "urgent" } }), ticketOpened("acme", "t2"))],
    asOf: day(10),
    expect: 1,
  },
  {
    name: "a closing that wasn't known yet",
    metric: open,
    story: [at(day(1), ticketOpened("acme", "t1")), recorded({ known: day(12) }, at(day(2), ticketClosed("acme", "t1")))],
    asOf: day(10),
    knownAt: day(11),
    expect: 1,
  },
  {
    name: "the oldest has been open for eight and a half days",
    metric: oldest,
    story: [at(day(1, "12:00"), ticketOpened("acme", "t1")), at(day(3), ticketOpened("acme", "t2"))],
    asOf: day(10),
    expect: 8.5,
  },
  {
    name: "age runs from the latest opening",
    metric: oldest,
    story: [at(day(1), ticketOpened("acme", "t1")), at(day(5), ticketClosed("acme", "t1")), at(day(6), ticketOpened("acme", "t1"))],
    asOf: day(10),
    expect: 4,
  },
  {
    name: "nothing open is an age of zero",
    metric: oldest,
    story: [at(day(1), ticketOpened("acme", "t1")), at(day(5), ticketClosed("acme", "t1"))],
    asOf: day(10),
    expect: 0,
  },
  {
    name: "hours to resolve, over those closed in the window",
    metric: resolution,
    story: [
      at(day(1), ticketOpened("acme", "t0"), ticketOpened("acme", "t1"), ticketOpened("acme", "t2")),
      at(justBefore(day(3)), ticketClosed("acme", "t0")),
      at(day(3), ticketClosed("acme", "t1")),
      at(day(5), ticketClosed("acme", "t2"), ticketOpened("acme", "t3")),
    ],
    asOf: day(10),
    expect: 72,
  },
  {
    name: "hours are elapsed hours, also over a change of clocks",
    metric: resolution,
    start: "2026-03-28",
    story: [at(day(0), ticketOpened("acme", "t1")), at(day(2), ticketClosed("acme", "t1"))],
    asOf: day(3),
    expect: 47,
  },
  {
    name: "closed in the moment of opening took no time",
    metric: resolution,
    story: [at(day(5), ticketOpened("acme", "t1"), ticketClosed("acme", "t1"))],
    asOf: day(10),
    expect: 0,
  },
  {
    name: "a ticket opened again isn't resolved",
    metric: resolution,
    story: [
      at(day(4), ticketOpened("acme", "t1")),
      at(day(5), ticketClosed("acme", "t1")),
      at(after(1, day(5)), ticketOpened("acme", "t1")),
    ],
    asOf: day(10),
    expect: "not_applicable",
  },
  {
    name: "without a window every closing counts",
    metric: { ...open, measure: "resolution_hours" },
    story: [at(day(1), ticketOpened("acme", "t1")), at(day(2), ticketClosed("acme", "t1"))],
    asOf: day(60),
    expect: 24,
  },
  {
    name: "also one of today, as there is no window to complete",
    metric: { ...open, measure: "resolution_hours", complete: true },
    story: [at(day(10), ticketOpened("acme", "t1")), at(day(10, "08:00"), ticketClosed("acme", "t1"))],
    asOf: day(10, "09:00"),
    expect: 8,
  },
  {
    name: "a closing of today is not of the complete days",
    metric: { ...resolution, complete: true },
    story: [at(day(1), ticketOpened("acme", "t1")), at(day(10, "08:00"), ticketClosed("acme", "t1"))],
    asOf: day(10, "09:00"),
    expect: "not_applicable",
  },
];

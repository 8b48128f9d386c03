import * as fc from "fast-check";
import { withdrawn } from "../happenings.ts";
import { type Placed, after, at, recorded } from "../scenario.ts";
import { anyHappening } from "./happenings.ts";
import { accountId, messageIdPrefix } from "./ids.ts";
import { lag, moment } from "./time.ts";

const placing = { moment, lag, prefix: messageIdPrefix };

const chapter = fc.record({ ...placing, happening: anyHappening });

/** Takes back one of the chapters, whatever it is: what can't be withdrawn must not be. */
const withdrawal = fc.record({ ...placing, account: accountId, chapter: fc.nat({ max: 1_000 }) });

/** Up to a hundred facts of a few accounts, with distinct message ids. */
export const story: fc.Arbitrary<readonly Placed[]> = fc
  .record({ chapters: fc.array(chapter, { maxLength: 90, size: "max" }), withdrawals: fc.array(withdrawal, { maxLength: 3 }) })
  .map(({ chapters, withdrawals }) => {
    const idOf = (index: number): string => `${chapters[index]?.prefix ?? "none"}${index}`;
    const told = chapters.map(({ moment, lag, happening }, index) =>
      recorded({ id: idOf(index), known: after(lag, moment) }, at(moment, happening)),
    );
    const takenBack = withdrawals.map(({ moment, lag, prefix, account, chapter }, index) =>
      recorded({ id: `${prefix}-w${index}`, known: after(lag, moment) }, at(moment, withdrawn(account, idOf(chapter % chapters.length)))),
    );
    return [...told, ...takenBack];
  });

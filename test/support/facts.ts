import type { AccountTraitFact, EventFact, MembershipFact, UserTraitFact } from "../../src/events/fact.ts";

const noon = Date.UTC(2026, 0, 5, 12);
const common = { time: noon, knownAt: noon, source: "test" };

/** Facts with everything stated that a test doesn't care about. */
export const eventFact = (messageId: string, own: Partial<EventFact> = {}): EventFact => ({
  ...common, type: "event", messageId, account: "acme", user: "ann", name: "login", properties: {},
  originalTime: noon, receivedAt: noon, attribution: "explicit", ...own,
});

export const accountTraitFact = (messageId: string, own: Partial<AccountTraitFact> = {}): AccountTraitFact => ({
  ...common, type: "account_trait", messageId, account: "acme", trait: "size", value: 40, ...own,
});

export const userTraitFact = (messageId: string, own: Partial<UserTraitFact> = {}): UserTraitFact => ({
  ...common, type: "user_trait", messageId, user: "ann", trait: "role", value: "admin", ...own,
});

export const membershipFact = (messageId: string, own: Partial<MembershipFact> = {}): MembershipFact => ({
  ...common, type: "membership", messageId, account: "acme", user: "ann", ...own,
});

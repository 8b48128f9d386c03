import { describe, expect, test } from "vitest";
import { PostgresSignIn } from "../../src/storage/postgres/sign-in/postgres-sign-in.ts";
import { cookieOf } from "../support/people.ts";
import { forFile, postgresBackends } from "../support/postgres.ts";

const { server, open } = await postgresBackends();
const password = "correct horse battery";
let people = 0;

for (const [name, openOne] of Object.entries(open)) {
  const isAbsent = name === server.name && server.reason !== undefined;
  const database = isAbsent ? undefined : await forFile(openOne);
  describe.skipIf(isAbsent)(`sign-in on ${name}`, () => {
    const fresh = () => {
      if (!database) throw new Error("skipped");
      const signIn = new PostgresSignIn(database.db, { workspace: "acme", secret: "b7fK2mQ9xT4vL8wZ3nR6", onFailed: () => {} });
      return { signIn, person: { email: `p${(people += 1)}@acme.example`, name: "Ann" } };
    };

    test("a session is its address's, until it is closed", async () => {
      const { signIn, person } = fresh();
      const [one, two] = [cookieOf(await signIn.open(person)), cookieOf(await signIn.open(person))];
      expect([await signIn.emailOf(one), await signIn.emailOf(two), await signIn.emailOf("")]).toEqual([person.email, person.email, undefined]);
      expect((await signIn.close(one)).cookies.join()).toMatch(/session_token=;.*Max-Age=0/);
      expect([await signIn.emailOf(one), await signIn.emailOf(two)]).toEqual([undefined, person.email]);
      await signIn.closeAll(person.email);
      await signIn.closeAll("nobody@acme.example");
      expect(await signIn.emailOf(two)).toBeUndefined();
    });

    test("sessions say where they are open, and end one by one", async () => {
      const { signIn, person } = fresh();
      const [one, two] = [cookieOf(await signIn.open(person, "Firefox")), cookieOf(await signIn.open(person))];
      const found = await signIn.sessions(one);
      expect(found.map(({ device, isOwn }) => [device, isOwn]).toSorted(([a], [b]) => String(a).localeCompare(String(b)))).toEqual([["", false], ["Firefox", true]]);
      expect(found.every(({ startedAt, endsAt }) => endsAt - startedAt > 13 * 86_400_000)).toBe(true);
      const other = found.find(({ isOwn }) => !isOwn)?.id ?? "";
      expect([await signIn.closeOne("nobody@acme.example", other), await signIn.closeOne(person.email, "none")]).toEqual([false, false]);
      expect(await signIn.closeOne(person.email, other)).toBe(true);
      expect([await signIn.emailOf(one), await signIn.emailOf(two), await signIn.sessions("")]).toEqual([person.email, undefined, []]);
    });

    test("a password proves the address; a new one takes its place and ends all sessions", async () => {
      const { signIn, person } = fresh();
      expect(await signIn.withPassword({ ...person, password })).toBeUndefined();
      await signIn.setPassword({ ...person, password });
      const cookies = cookieOf(await signIn.withPassword({ email: person.email, password }));
      expect(await signIn.emailOf(cookies)).toBe(person.email);
      await signIn.setPassword({ ...person, password: "another battery staple" });
      expect([await signIn.emailOf(cookies), await signIn.withPassword({ email: person.email, password })]).toEqual([undefined, undefined]);
      expect(await signIn.withPassword({ email: person.email, password: "another battery staple" })).toHaveLength(1);
    });

    test("who came without a password gets one later, and stays the same", async () => {
      const { signIn, person } = fresh();
      await signIn.open(person);
      expect(await signIn.withPassword({ email: person.email, password: "" })).toBeUndefined();
      await signIn.setPassword({ ...person, password });
      expect(await signIn.emailOf(cookieOf(await signIn.withPassword({ email: person.email, password })))).toBe(person.email);
    });

    test("another workspace's people are others, whatever their address, cookie and secret", async () => {
      const { signIn, person } = fresh();
      if (!database) throw new Error("skipped");
      const other = new PostgresSignIn(database.db, { workspace: "default", secret: "b7fK2mQ9xT4vL8wZ3nR6", onFailed: () => {} });
      await signIn.setPassword({ ...person, password });
      const own = cookieOf(await signIn.open(person));
      const there = own.replaceAll("bellwether-acme.", "bellwether.");
      expect([await other.emailOf(there), await other.emailOf(own), await other.sessions(there), await other.withPassword({ email: person.email, password })]).toEqual([undefined, undefined, [], undefined]);
      // Who decides about an address there decides about nothing here.
      await other.setPassword({ ...person, name: "Eve", password: "another battery staple" });
      await other.closeAll(person.email);
      const [session] = await signIn.sessions(own);
      expect(await other.closeOne(person.email, session?.id ?? "")).toBe(false);
      await other.close(there);
      expect([await signIn.emailOf(own), await signIn.withPassword({ email: person.email, password: "another battery staple" })]).toEqual([person.email, undefined]);
      expect(await signIn.withPassword({ email: person.email, password })).toHaveLength(1);
    });

    test("another secret's cookie is nobody's", async () => {
      const { signIn, person } = fresh();
      const cookies = cookieOf(await signIn.open(person));
      if (!database) throw new Error("skipped");
      expect(await new PostgresSignIn(database.db, { workspace: "acme", secret: "another0secret1of2letters", onFailed: () => {} }).emailOf(cookies)).toBeUndefined();
    });
  });
}

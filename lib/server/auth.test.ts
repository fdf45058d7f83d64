import { expect, test } from "vitest";
import { endSession, signIn } from "#lib/server/auth.ts";
import { inWorkspace, newId, outsideWorkspaces } from "#lib/server/db.ts";
import { useDatabase } from "#lib/server/testing/database.ts";
import { createRandom } from "#lib/stats/random.ts";
import { makeMember, makePerson, makeSession, makeWorkspace } from "../../prisma/factories.ts";

useDatabase();

let addresses = 0;
const freshAddress = () => `198.51.100.${++addresses}`;
const attempt = (email: string, password: string, address = freshAddress()) =>
  signIn({ email, password, address, userAgent: "Firefox/150.0 Linux" });

test("the right password opens a session of one's own, which can be ended", async () => {
  const person = await makePerson();
  const signedIn = await attempt(`  ${person.email.toUpperCase()} `, person.password);
  if (!signedIn.ok) throw new Error(signedIn.error);
  expect(signedIn.value).toMatchObject({ userId: person.userId, email: person.email });
  const row = () =>
    outsideWorkspaces().session.findUniqueOrThrow({ where: { id: signedIn.value.sessionId } });
  expect((await row()).endedAt).toBeNull();
  await endSession(signedIn.value.sessionId);
  expect((await row()).endedAt).not.toBeNull();
});

test("every sign-in opens a session of its own: one known before is not taken up", async () => {
  const [victim, attacker] = [await makePerson(), await makePerson()];
  const known = await makeSession(attacker.userId);
  const opened = await Promise.all([1, 2].map(() => attempt(victim.email, victim.password)));
  const ids = opened.map((one) => (one.ok ? one.value.sessionId : ""));
  expect(new Set([known, ...ids]).size).toBe(3);
  const rows = await outsideWorkspaces().session.findMany({ where: { id: { in: [known, ...ids] } } });
  expect(rows.find(({ id }) => id === known)?.userId).toBe(attacker.userId);
  expect(rows.filter(({ userId }) => userId === victim.userId)).toHaveLength(2);
});

test("sessions that are over for a day are gone with the next sign-in, open ones stay", async () => {
  const person = await makePerson();
  const [now, hour] = [Date.now(), 3_600_000];
  const rows = {
    open: {},
    justEnded: { endedAt: -hour },
    ended: { endedAt: -25 * hour },
    expired: { expiresAt: -25 * hour },
  };
  const ids = new Map<string, string>();
  for (const [name, times] of Object.entries(rows)) {
    const id = await makeSession(person.userId);
    const data = Object.fromEntries(Object.entries(times).map(([at, ms]) => [at, new Date(now + ms)]));
    await outsideWorkspaces().session.update({ where: { id }, data });
    ids.set(id, name);
  }
  const other = await makePerson();
  await attempt(other.email, "not the password");
  const left = async () =>
    (await outsideWorkspaces().session.findMany({ where: { userId: person.userId } }))
      .flatMap(({ id }) => ids.get(id) ?? [])
      .sort();
  expect(await left()).toEqual(["ended", "expired", "justEnded", "open"]);
  expect((await attempt(other.email, other.password)).ok).toBe(true);
  expect(await left()).toEqual(["justEnded", "open"]);
});

test("a wrong password, an unknown address and an invented person get the same answer", async () => {
  const person = await makePerson();
  const invented = await makePerson({ name: "Sample Person" });
  await outsideWorkspaces().user.update({ where: { id: invented.userId }, data: { passwordHash: null } });
  const wrong = { ok: false, error: "wrong-password" };
  expect(await attempt(person.email, "not the password")).toEqual(wrong);
  expect(await attempt("nobody@workshop.example", person.password)).toEqual(wrong);
  expect(await attempt(invented.email, "nobody has this password")).toEqual(wrong);
  expect(await attempt("no address", "x")).toEqual(wrong);
});

test.each(["known", "unknown"])(
  "an address that guesses at a %s account is stopped after ten",
  async (kind) => {
    const email = kind === "known" ? (await makePerson()).email : "guessed@workshop.example";
    const address = freshAddress();
    const answers = [];
    for (let n = 0; n < 12; n++) answers.push(await attempt(email, `guess number ${n}`, address));
    expect(answers.slice(0, 10).every((answer) => !answer.ok && answer.error === "wrong-password")).toBe(
      true,
    );
    for (const answer of answers.slice(10)) {
      expect(answer).toMatchObject({ ok: false, error: "throttled" });
      expect(!answer.ok && Number(answer.detail?.seconds)).toBeGreaterThan(1);
    }
  },
);

test("somebody else's guesses do not lock the owner out, and the right password forgives mistakes", async () => {
  const person = await makePerson();
  const stranger = freshAddress();
  for (let n = 0; n < 15; n++) await attempt(person.email, `guess number ${n}`, stranger);
  const home = freshAddress();
  for (let n = 0; n < 9; n++) await attempt(person.email, `typing error ${n}`, home);
  expect((await attempt(person.email, person.password, home)).ok).toBe(true);
  for (let n = 0; n < 9; n++) await attempt(person.email, `typing error ${n}`, home);
  expect((await attempt(person.email, person.password, home)).ok).toBe(true);
});

test("fifty a minute from one address, or at one account, and no more", async () => {
  const address = freshAddress();
  const fromOne = await Promise.all(
    Array.from({ length: 55 }, (_, n) => attempt(`person-${n}@workshop.example`, "a password", address)),
  );
  expect(fromOne.filter((answer) => !answer.ok && answer.error === "throttled")).toHaveLength(5);
  const person = await makePerson();
  const atOne = await Promise.all(Array.from({ length: 55 }, () => attempt(person.email, "a password")));
  expect(atOne.filter((answer) => !answer.ok && answer.error === "throttled")).toHaveLength(5);
});

test("the counters hold no address", async () => {
  const person = await makePerson();
  await attempt(person.email, "a password", "203.0.113.7");
  const rows = await outsideWorkspaces().limiter.findMany();
  expect(rows.length).toBeGreaterThan(0);
  expect(JSON.stringify(rows.map(({ key }) => key))).not.toMatch(/workshop|203\.0/);
});

test("unknown, known, disabled and invented accounts take the same time over a wrong password", async () => {
  const workspace = await makeWorkspace();
  const made = {
    unknown: async () => `${newId()}@workshop.example`,
    known: async () => (await makePerson()).email,
    disabled: async () => {
      const { email, userId } = await makeMember(workspace);
      const disabledAt = new Date();
      await inWorkspace(workspace.workspaceId, (tx) =>
        tx.membership.updateMany({ where: { userId }, data: { disabledAt } }),
      );
      return email;
    },
    invented: async () => {
      const { email, userId } = await makePerson();
      await outsideWorkspaces().user.update({ where: { id: userId }, data: { passwordHash: null } });
      return email;
    },
  };
  const kinds = Object.keys(made) as (keyof typeof made)[];
  const took = Object.fromEntries(
    kinds.map((kind) => [kind, { cpu: [] as number[], clock: [] as number[] }]),
  );
  const apart = (of: (one: { cpu: number[]; clock: number[] }) => number) => {
    const values = kinds.map((kind) => of(took[kind]!));
    return Math.max(...values) / Math.min(...values);
  };
  const worked = () => apart(({ cpu }) => median(cpu));
  // In turn, so that whatever slows the machine slows all; more often while it is too busy to tell.
  for (let series = 0; series < 5 && (series === 0 || worked() > 1.1); series++) {
    const emails = await Promise.all(kinds.map((kind) => made[kind]()));
    // As often as one account may be asked about in a minute.
    for (let round = 0; round < 49; round++) {
      for (const i of [0, 1, 2, 3].sort(() => random() - 0.5)) {
        const [began, used] = [performance.now(), process.cpuUsage()];
        expect(await attempt(emails[i]!, "not the password")).toMatchObject({ error: "wrong-password" });
        const { user, system } = process.cpuUsage(used);
        took[kinds[i]!]!.cpu.push(user + system);
        took[kinds[i]!]!.clock.push(performance.now() - began);
      }
    }
  }
  // Work done is what a busy machine does not change. The clock, with what the database takes, is held to its fastest of
  // many. Without the decoy an unknown account answers in a fifth of the time.
  expect(worked(), "medians of the work").toBeLessThan(1.1);
  expect(
    apart(({ clock }) => Math.min(...clock)),
    "the fastest by the clock",
  ).toBeLessThan(1.25);
}, 180_000);

const random = createRandom(20);
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!;

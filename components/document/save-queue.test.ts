import { expect, test } from "vitest";
import { fail, ok } from "#lib/errors/result.ts";
import { emptyDocument, type IcpDocument } from "#lib/icp/document.ts";
import { applyEdit, type Edit } from "#lib/icp/edit.ts";
import { drain, preview, type SaveEdit, type Waiting } from "./save-queue";

const profile = (text: string): Edit => ({ edit: "set text", part: "profile", text });
const urgency = (text: string): Edit => ({ edit: "set text", part: "urgency", text });

/** A server that keeps one document, as the command does. */
function server() {
  const kept = { revision: 0, document: emptyDocument(), asked: 0 };
  const apply = (edit: Edit) => {
    const next = applyEdit(kept.document, edit);
    if (!next.ok) return next;
    kept.document = next.value;
    kept.revision += 1;
    return ok({ revision: kept.revision, document: kept.document });
  };
  const save: SaveEdit = async ({ base, edit }) => {
    kept.asked += 1;
    if (base !== kept.revision)
      return fail("stale", { revision: kept.revision, document: kept.document, by: "Mei" });
    return apply(edit);
  };
  return { kept, save, somebodyElse: apply };
}

/** A browser that has seen the server's document as it is now. */
function browser({ kept, save }: ReturnType<typeof server>) {
  const stored = { current: { revision: kept.revision, document: kept.document } };
  const queue = { current: [] as Waiting[] };
  const write = (edit: Edit, basis: IcpDocument = preview(stored.current.document, queue.current)) =>
    queue.current.push({ edit, basis });
  return { stored, queue, write, send: (through = save) => drain(stored, queue, through, () => undefined) };
}

test("edits made one after the other at one place are stored in order, without a quarrel with oneself", async () => {
  const one = server();
  const { write, send, queue } = browser(one);
  write(profile("A."));
  write(profile("B."));
  write(urgency("Now."));
  expect(await send()).toEqual({ kind: "saved" });
  expect(one.kept).toMatchObject({ revision: 3, document: { profile: "B.", urgency: "Now." }, asked: 3 });
  expect(queue.current).toEqual([]);
});

test("what somebody else wrote elsewhere is taken over, and the edit stored on top", async () => {
  const one = server();
  const mine = browser(one);
  one.somebodyElse(urgency("Theirs."));
  mine.write(profile("Mine."));
  expect(await mine.send()).toEqual({ kind: "saved" });
  expect(one.kept.document).toMatchObject({ urgency: "Theirs.", profile: "Mine." });
  expect(mine.stored.current.revision).toBe(2);
});

test("what somebody else wrote at the same place is never overwritten without a choice", async () => {
  const one = server();
  const mine = browser(one);
  one.somebodyElse(profile("Theirs."));
  mine.write(profile("Mine."));
  expect(await mine.send()).toMatchObject({ kind: "conflict", by: "Mei", theirs: { profile: "Theirs." } });
  expect(one.kept.document.profile).toBe("Theirs.");
  expect(await mine.send()).toMatchObject({ kind: "conflict" });
  mine.queue.current = [{ edit: profile("Mine."), basis: mine.stored.current.document }];
  expect(await mine.send()).toEqual({ kind: "saved" });
  expect(one.kept.document.profile).toBe("Mine.");
});

test("an edit begun before the page took over theirs is a conflict, although its revision is current", async () => {
  const one = server();
  const mine = browser(one);
  const basis = mine.stored.current.document;
  one.somebodyElse(profile("Theirs."));
  mine.stored.current = { revision: one.kept.revision, document: one.kept.document };
  mine.write(profile("Mine."), basis);
  expect(await mine.send()).toMatchObject({ kind: "conflict" });
  expect(one.kept.asked).toBe(0);
});

test("while the server does not answer nothing is dropped", async () => {
  const one = server();
  const mine = browser(one);
  mine.write(profile("Mine."));
  const unplugged: SaveEdit = () => Promise.reject(new Error("offline"));
  expect(await mine.send(unplugged)).toEqual({ kind: "failed", problem: "The workshop does not answer." });
  expect(preview(mine.stored.current.document, mine.queue.current).profile).toBe("Mine.");
  expect(await mine.send()).toEqual({ kind: "saved" });
});

test.each(["signed-out", "unexpected"] as const)(
  "what fails because of %s waits and can be tried again",
  async (error) => {
    const one = server();
    const mine = browser(one);
    mine.write(profile("Mine."));
    mine.write(urgency("Now."));
    expect(await mine.send(async () => fail(error, { request: "42" }))).toMatchObject({ kind: "failed" });
    expect(mine.queue.current).toHaveLength(2);
    expect(await mine.send()).toEqual({ kind: "saved" });
    expect(one.kept.document).toMatchObject({ profile: "Mine.", urgency: "Now." });
  },
);

test("an edit whose answer was lost is not a quarrel with oneself", async () => {
  const one = server();
  const mine = browser(one);
  mine.write(profile("Mine."));
  const cutOff: SaveEdit = async (input) => {
    await one.save(input);
    throw new Error("the line broke");
  };
  expect(await mine.send(cutOff)).toMatchObject({ kind: "failed" });
  expect(await mine.send()).toEqual({ kind: "saved" });
  expect(one.kept).toMatchObject({ revision: 1, document: { profile: "Mine." } });
});

test("an edit that is refused says why and does not hold up the others", async () => {
  const one = server();
  const mine = browser(one);
  mine.write({ edit: "set text", part: "profile", text: "x".repeat(500) });
  mine.write(urgency("Now."));
  expect(await mine.send()).toMatchObject({ kind: "failed" });
  expect(await mine.send()).toEqual({ kind: "saved" });
  expect(one.kept.document).toMatchObject({ profile: "", urgency: "Now." });
});

import {
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
  type Page,
} from "@playwright/test";
import { startWorkshop, type Workshop } from "./server.ts";

interface TestFixtures {
  /** The production server of this spec file: fresh for the file, shared by its tests in their order. */
  readonly workshop: Workshop;
  /** Opens a page as somebody else: a browser of its own, with its own sign-in. */
  readonly newVisitor: (options?: BrowserContextOptions) => Promise<Page>;
  /** What a page may complain about in the console although the test holds, such as a 404 it asked for. */
  readonly expectedErrors: readonly RegExp[];
}

interface WorkerFixtures {
  readonly workshops: { of(file: string): Promise<Workshop> };
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  expectedErrors: [[], { option: true }],
  workshops: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a function wants from its pattern
    async ({}, use) => {
      const running: { file: string; workshop: Workshop }[] = [];
      const stopAll = async () => {
        for (const { workshop } of running.splice(0)) await workshop.stop();
      };
      await use({
        of: async (file) => {
          const known = running.find((one) => one.file === file);
          if (known) return known.workshop;
          await stopAll();
          const workshop = await startWorkshop({ variables: { ICP_UPLOAD_MB: "200" } });
          running.push({ file, workshop });
          return workshop;
        },
      });
      await stopAll();
    },
    { scope: "worker", timeout: 60_000 },
  ],
  workshop: [
    async ({ workshops }, use, testInfo) => use(await workshops.of(testInfo.file)),
    { timeout: 60_000 },
  ],
  baseURL: async ({ workshop }, use) => use(workshop.url),
  context: async ({ context, expectedErrors }, use) => {
    const complaints = listen(context, expectedErrors);
    await use(context);
    expect(complaints, "the browser's console").toEqual([]);
  },
  newVisitor: async ({ browser, baseURL, expectedErrors }, use) => {
    const contexts: BrowserContext[] = [];
    const complaints: string[][] = [];
    await use(async (options) => {
      const context = await browser.newContext({
        ...(baseURL ? { baseURL } : {}),
        timezoneId: "UTC",
        ...options,
      });
      contexts.push(context);
      complaints.push(listen(context, expectedErrors));
      return context.newPage();
    });
    for (const context of contexts) await context.close();
    expect(complaints.flat(), "the visitors' consoles").toEqual([]);
  },
});

/** Collects errors in the console, a broken content security policy among them, and uncaught exceptions. */
function listen(context: BrowserContext, expected: readonly RegExp[]): string[] {
  const complaints: string[] = [];
  const note = (text: string) => {
    if (!expected.some((pattern) => pattern.test(text))) complaints.push(text);
  };
  context.on("console", (message) => {
    if (message.type() === "error") note(`${message.text()} (${message.location().url})`);
  });
  context.on("weberror", (error) => note(String(error.error())));
  return complaints;
}

export { expect } from "@playwright/test";

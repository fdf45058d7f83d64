import { checkSources } from "./checks.ts";
import { ensureChromium } from "./chromium.ts";
import { buildPages } from "./prepare.ts";
import { browserTests, type Count, conclude, unitTests } from "./steps.ts";

const counts = await checkSources();
counts.push(await unitTests([]));
counts.push(await inTheBrowser());
conclude(counts);

async function inTheBrowser(): Promise<Count> {
  const missing = ensureChromium();
  if (missing) {
    console.error(missing);
    return { passed: 0, failed: 1 };
  }
  try {
    await buildPages();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1 };
  }
  return browserTests([]);
}

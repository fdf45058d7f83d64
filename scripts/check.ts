import { checkSources, ruleTests } from "./checks.ts";
import { conclude, unitTests } from "./steps.ts";

const checks = await checkSources();
conclude([...checks, await unitTests(ruleTests)]);

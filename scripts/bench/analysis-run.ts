import { readPatternsArguments } from "../../cli/arguments.ts";
import { runPatterns } from "../../cli/patterns.ts";

// A process of its own for every run, so that its peak memory is its own.
const asked = readPatternsArguments(process.argv.slice(2), process.cwd());
const answer = JSON.parse(await runPatterns(asked));
const { rules, seconds } = answer;
console.log(JSON.stringify({ seconds, rules: rules.length, peak: process.resourceUsage().maxRSS }));

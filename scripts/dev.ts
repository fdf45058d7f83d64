import { generateClient } from "./prepare.ts";

Object.assign(process.env, { NODE_ENV: "development" });
const { serve } = await import("../server.ts");
await serve({ dev: true, build: generateClient });

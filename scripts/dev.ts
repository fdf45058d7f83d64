import { serve } from "../server.ts";
import { generateClient } from "./prepare.ts";

Object.assign(process.env, { NODE_ENV: "development" });
await serve({ dev: true, build: generateClient });

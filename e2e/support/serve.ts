// The production server without the build check: a browser test must never rebuild what another one serves.
import { serve } from "../../server.ts";

Object.assign(process.env, { NODE_ENV: "production" });
await serve({ dev: false, build: async () => {} });

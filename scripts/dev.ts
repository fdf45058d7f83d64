import { serve } from "../server.ts";
import { buildKernel, generateClient } from "./prepare.ts";

Object.assign(process.env, { NODE_ENV: "development" });
await serve({
  dev: true,
  build: async () => {
    await generateClient();
    await buildKernel();
  },
});

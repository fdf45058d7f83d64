import { serve } from "../server.ts";
import { buildKernel, buildPages, generateClient } from "./prepare.ts";

Object.assign(process.env, { NODE_ENV: "production" });
await serve({
  dev: false,
  build: async () => {
    await generateClient();
    await buildKernel();
    await buildPages();
  },
});

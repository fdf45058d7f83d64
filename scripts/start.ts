import { buildPages, generateClient } from "./prepare.ts";

Object.assign(process.env, { NODE_ENV: "production" });
const { serve } = await import("../server.ts");
await serve({
  dev: false,
  build: async () => {
    await generateClient();
    await buildPages();
  },
});

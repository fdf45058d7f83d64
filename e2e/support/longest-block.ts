import { once } from "node:events";
import path from "node:path";
import type { LongestBlock } from "./serve-measured.ts";
import type { Workshop } from "./server.ts";

/** The server that can be asked for its longest block. */
export const measured = { program: path.join(import.meta.dirname, "serve-measured.ts") };

/** How long the request thread was ever busy at a stretch since it was asked before. */
export async function longestBlock({ child }: Pick<Workshop, "child">): Promise<LongestBlock> {
  const answered = (async () => {
    for (;;) {
      const [message] = (await once(child, "message")) as [Partial<LongestBlock>];
      if (message.longestBlock) return message as LongestBlock;
    }
  })();
  child.send("longest block");
  return answered;
}

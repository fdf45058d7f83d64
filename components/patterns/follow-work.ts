/** What became of work that was followed to its end. */
export type Over = "done" | "superseded" | "failed";

/**
 * Follows slow work on the server, line by line, and tells the share done; the work goes on for as long as somebody
 * follows it. A connection that ends before the work does counts as a failure.
 */
export async function followWork(
  address: string,
  signal: AbortSignal,
  onShare: (share: number) => void,
): Promise<Over> {
  const response = await fetch(address, { signal });
  if (!response.ok || !response.body) return "failed";
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return "failed";
    const lines = (rest + value).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines.filter(Boolean)) {
      const said: { share?: number; over?: Over } = JSON.parse(line);
      if (said.over) return said.over;
      if (said.share !== undefined) onShare(said.share);
    }
  }
}

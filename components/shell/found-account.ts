import type { Result } from "#lib/errors/result.ts";

export interface FoundAccount {
  id: string;
  name: string;
  domain: string | null;
}

/** The action behind the palette: a few accounts whose name or domain has these words. */
export type FindAccounts = (
  workspace: string,
  input: { words: string },
) => Promise<Result<readonly FoundAccount[]>>;

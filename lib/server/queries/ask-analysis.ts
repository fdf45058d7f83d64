import type { Definition } from "#lib/accounts/definition.ts";
import { type AnalysisOptions, defaultOptions } from "#lib/analysis/patterns.ts";
import { analyst } from "#lib/compute/analysis.ts";
import type { Answer, Kind, Question, Questions } from "#lib/compute/answer.ts";
import type { Actor } from "#lib/server/actor.ts";
import { inWorkspace } from "#lib/server/db.ts";
import { readDraft } from "#lib/server/queries/draft.ts";
import { loadFrame } from "#lib/server/queries/load-frame.ts";

/** What the analysis of a workspace rests on right now. */
export interface Ground {
  /** 0 before the first import. */
  readonly dataRevision: number;
  /** The definition in the draft; null until the teams have written one, and the suggested one serves. */
  readonly definition: Definition | null;
  readonly draftRevision: number;
}

/** Data revision and the definition in force. */
async function readGround(actor: Actor): Promise<Ground> {
  return inWorkspace(actor.workspaceId, async (tx) => {
    const { dataRevision } = await tx.workspace.findUniqueOrThrow({
      where: { id: actor.workspaceId },
      select: { dataRevision: true },
    });
    const draft = await readDraft(tx, actor.workspaceId);
    return { dataRevision, definition: draft.document.definition, draftRevision: draft.revision };
  });
}

/**
 * The options of an analysis in which only these traits are looked at where the table is small, and those of `keep`
 * stay in though they look like the outcome itself.
 */
export function optionsFor(traits: readonly string[], keep: readonly string[] = []): AnalysisOptions {
  return { ...defaultOptions, chosen: traits.length > 0 ? traits : null, trusted: keep };
}

/** The data changed between reading its revision and loading it; the question is asked anew. */
class DataMoved extends Error {}

/**
 * Asks the analysis threads about a workspace's customers as of `ground`. The frame is loaded only where no thread
 * holds it and the answer is not remembered. Throws where the data changes twice within one request.
 */
export async function askAnalysis<K extends Kind>(
  actor: Actor,
  ground: Ground,
  kind: K,
  ask: Questions[K]["ask"],
  options: AnalysisOptions,
  definition: Definition | null = ground.definition,
): Promise<Answer<K>> {
  const frameKey = `${actor.workspaceId} ${ground.dataRevision}`;
  const question = { kind, about: { frameKey, definition, options }, ...ask } as unknown as Question<K>;
  const frameOf = async () => {
    const loaded = await loadFrame(actor);
    if (loaded.dataRevision !== ground.dataRevision) throw new DataMoved("The data has just changed.");
    return loaded.frame;
  };
  return analyst().ask(question, frameOf);
}

/** Reads the ground and asks on it, once more if the data moved in between. */
export async function withGround<T>(actor: Actor, run: (ground: Ground) => Promise<T>): Promise<T> {
  try {
    return await run(await readGround(actor));
  } catch (error) {
    if (!(error instanceof DataMoved)) throw error;
    return run(await readGround(actor));
  }
}

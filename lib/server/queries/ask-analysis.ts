import type { Definition } from "#lib/accounts/definition.ts";
import type { Frame } from "#lib/accounts/frame.ts";
import { type AnalysisOptions, defaultOptions } from "#lib/analysis/patterns.ts";
import { analyst } from "#lib/compute/analysis.ts";
import type { Heard } from "#lib/compute/asker.ts";
import type { Answer, Kind, Question, Questions } from "#lib/compute/question.ts";
import type { Actor } from "#lib/server/actor.ts";
import { inWorkspace } from "#lib/server/db.ts";
import { countDefinitionTry, nameOfDefinition } from "#lib/server/queries/definition-tries.ts";
import { readDraft } from "#lib/server/queries/draft.ts";
import { countSetAsideRows, readSetAsideAccounts } from "#lib/server/queries/exclusions.ts";
import { exclusionKey, leaveOut } from "#lib/server/queries/load-counted-frame.ts";
import { loadFrame, loadFrameWithSetAside } from "#lib/server/queries/load-frame.ts";

/** What the analysis of a workspace rests on right now. */
export interface Ground {
  /** 0 before the first import. */
  readonly dataRevision: number;
  /** The definition in the draft; null until the teams have written one, and the suggested one serves. */
  readonly definition: Definition | null;
  readonly draftRevision: number;
  /** Definitions of a good customer whose findings have been opened on these data, this one included. */
  readonly tried: number;
  /** Names the definition in force, the suggested one too; empty where the data has no outcome. */
  readonly judgedBy: string;
  /** The accounts that are set aside, whether they are left out here or not; ids, sorted. */
  readonly setAside: readonly string[];
  /** Those of them that are left out: all, unless somebody asks to see the analysis with them. */
  readonly leftOut: readonly string[];
  /** How many single rows, such as deals, are set aside. */
  readonly setAsideRows: number;
  /** Whether they are counted as if they were not. */
  readonly withRows: boolean;
  /** Aborted once whoever asks has gone. */
  readonly whileOpen?: AbortSignal | undefined;
}

/** What somebody asks an analysis to do otherwise than usual. */
export interface AnalysisView {
  /** Counts the accounts that are set aside as if they were not. */
  readonly withSetAside?: boolean;
  /** Aborted once the page is closed: its questions are then given up, unless somebody else waits for them. */
  readonly whileOpen?: AbortSignal | undefined;
}

/** Data revision, the definition in force, and what is set aside. */
async function readGround(actor: Actor, { withSetAside = false, whileOpen }: AnalysisView): Promise<Ground> {
  return inWorkspace(actor.workspaceId, async (tx) => {
    const { dataRevision } = await tx.workspace.findUniqueOrThrow({
      where: { id: actor.workspaceId },
      select: { dataRevision: true },
    });
    const draft = await readDraft(tx, actor.workspaceId);
    const setAside = await readSetAsideAccounts(tx, actor.workspaceId);
    const setAsideRows = await countSetAsideRows(tx, actor.workspaceId);
    return {
      dataRevision,
      definition: draft.document.definition,
      draftRevision: draft.revision,
      tried: 1,
      judgedBy: "",
      setAside,
      leftOut: withSetAside ? [] : setAside,
      setAsideRows,
      withRows: withSetAside && setAsideRows > 0,
      whileOpen,
    };
  });
}

/** The same, its definition counted among those tried: whoever reads the ground is about to open findings. */
async function readTriedGround(actor: Actor, view: AnalysisView): Promise<Ground> {
  const ground = await readGround(actor, view);
  const { dataRevision } = ground;
  if (dataRevision === 0) return ground;
  const definition =
    ground.definition ?? (await askAnalysis(actor, ground, "definition", {}, defaultOptions));
  if (definition === null) return ground;
  const { workspaceId } = actor;
  const tried = await inWorkspace(workspaceId, (tx) =>
    countDefinitionTry(tx, workspaceId, definition, dataRevision),
  );
  return { ...ground, tried, judgedBy: nameOfDefinition(definition) };
}

/**
 * The options of an analysis in which only these traits are looked at where the table is small, and those of `keep`
 * stay in though they look like the outcome itself.
 */
export function optionsFor(traits: readonly string[], keep: readonly string[] = []): AnalysisOptions {
  return { ...defaultOptions, chosen: traits.length > 0 ? traits : null, trusted: keep };
}

/** Workspace, data revision and what is left out of it: what a frame is remembered by. */
const frameKeyOf = (actor: Actor, { dataRevision, leftOut, withRows }: Ground): string =>
  `${actor.workspaceId} ${dataRevision} ${withRows ? "with-rows" : exclusionKey(leftOut)}`.trim();

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
  heard: Heard = {},
): Promise<Answer<K>> {
  const question = questionOf(actor, ground, kind, ask, options, definition);
  return analyst().ask(question, () => frameOn(actor, ground), { signal: ground.whileOpen, ...heard });
}

/** Another frame made of the workspace's, under a name of its own. */
export interface Wider {
  readonly name: string;
  readonly of: (frame: Frame) => Promise<Frame>;
}

/** The same about a frame that holds more than the customers. */
export async function askWider<K extends Kind>(
  actor: Actor,
  ground: Ground,
  kind: K,
  ask: Questions[K]["ask"],
  wider: Wider,
): Promise<Answer<K>> {
  const { about, ...asked } = questionOf(actor, ground, kind, ask, defaultOptions, ground.definition);
  const named = { ...about, frameKey: `${about.frameKey} ${wider.name}` };
  const question = { ...asked, about: named } as unknown as Question<K>;
  return analyst().ask(question, async () => wider.of(await frameOn(actor, ground)));
}

async function frameOn(actor: Actor, ground: Ground): Promise<Frame> {
  const loaded = await (ground.withRows ? loadFrameWithSetAside(actor) : loadFrame(actor));
  if (loaded.dataRevision !== ground.dataRevision) throw new DataMoved("The data has just changed.");
  return leaveOut(loaded.frame, ground.leftOut);
}

/** The answer where it has been worked out already; undefined where somebody would have to wait for it. */
export function knownAnalysis<K extends Kind>(
  actor: Actor,
  ground: Ground,
  kind: K,
  ask: Questions[K]["ask"],
  options: AnalysisOptions,
): Answer<K> | undefined {
  return analyst().known(questionOf(actor, ground, kind, ask, options, ground.definition));
}

function questionOf<K extends Kind>(
  actor: Actor,
  ground: Ground,
  kind: K,
  ask: Questions[K]["ask"],
  options: AnalysisOptions,
  definition: Definition | null,
): Question<K> {
  const about = {
    frameKey: frameKeyOf(actor, ground),
    definition,
    options: { ...options, tried: ground.tried },
  };
  return { kind, about, ...ask } as unknown as Question<K>;
}

/** Reads the ground and asks on it, once more if the data moved in between. */
export async function withGround<T>(
  actor: Actor,
  run: (ground: Ground) => Promise<T>,
  view: AnalysisView = {},
): Promise<T> {
  try {
    return await run(await readTriedGround(actor, view));
  } catch (error) {
    if (!(error instanceof DataMoved)) throw error;
    return run(await readTriedGround(actor, view));
  }
}

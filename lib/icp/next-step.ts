import { startSentence } from "#lib/criteria/words.ts";

/** A team named in the approval rule, with what it said of the open proposal. */
export interface TeamStand {
  readonly team: string;
  readonly decision: "approve" | "dissent" | null;
}

/** Where a workspace stands, as plain figures; what `nextStep` decides on. */
export interface Standing {
  readonly customers: number;
  /** Whether the draft says what a good customer is. */
  readonly definition: boolean;
  /** Patterns that hold, or null where none have been computed. */
  readonly supported: number | null;
  /** Criteria in the draft that are not archived. */
  readonly criteria: number;
  /** Edits since the draft was last proposed, else since the last version; all of them before either. */
  readonly edits: number;
  readonly proposal: { readonly teams: readonly TeamStand[] } | null;
  readonly version: { readonly number: number; readonly shared: boolean } | null;
}

/** What the person who looks may do: the same step reads differently to somebody who can only wait. */
export interface May {
  readonly import: boolean;
  readonly edit: boolean;
  readonly propose: boolean;
  readonly publish: boolean;
  readonly publishOverDissent: boolean;
  readonly share: boolean;
  /** The teams they may decide for; empty for a viewer. */
  readonly decideFor: readonly string[];
}

export type Room = "import" | "good customer" | "patterns" | "document" | "proposal" | "versions" | "version";

/** `headline` and `button` are whole sentences and words for the screen; `room` is where the button leads. */
export interface NextStep {
  readonly headline: string;
  readonly button: string;
  readonly room: Room;
  /** The step of the path that is being worked on. */
  readonly step: PathStep;
}

export const pathSteps = ["data", "good customer", "patterns", "draft", "approvals", "version"] as const;
export type PathStep = (typeof pathSteps)[number];

const figure = new Intl.NumberFormat("en-US");

/** "1 customer", "1,204 customers". */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${figure.format(n)} ${n === 1 ? one : many}`;
}

const numberWords = ["No", "One", "Two", "Three", "Four", "Five"];

/** "Marketing", "Marketing and sales", "Marketing, sales and product": team names as a subject. */
export function nameTeams(teams: readonly string[]): string {
  return startSentence(listTeams(teams));
}

/** The same within a sentence: "marketing, sales and product". */
export function listTeams(teams: readonly string[]): string {
  return teams.length < 2 ? (teams[0] ?? "") : `${teams.slice(0, -1).join(", ")} and ${teams.at(-1)}`;
}

/**
 * The one next step of a workspace and the sentence that says where it stands. The first thing that is
 * missing on the path decides; an open proposal that is not published yet goes before the draft's own edits,
 * because people wait for it.
 */
export function nextStep(standing: Standing, may: May): NextStep {
  const { proposal, version } = standing;
  if (proposal) return stepOfProposal(proposal.teams, may);
  if (version) return stepOfVersion(version, standing.edits, may);
  return stepOfStart(standing, may);
}

function stepOfStart(standing: Standing, may: May): NextStep {
  if (standing.customers === 0) {
    return {
      headline: "It starts with your customers.",
      button: may.import ? "Import a table" : "See what is needed",
      room: "import",
      step: "data",
    };
  }
  // Exports of a CRM also hold companies that never became customers.
  const accounts = count(standing.customers, "account");
  if (!standing.definition) {
    return {
      headline: `${accounts} ${standing.customers === 1 ? "is" : "are"} in. Which of them are good customers?`,
      button: may.edit ? "Say what a good customer is" : "Look at the outcomes",
      room: "good customer",
      step: "good customer",
    };
  }
  if (standing.criteria === 0) {
    return {
      headline: headlineOfPatterns(standing.supported),
      button: "Look at the patterns",
      room: "patterns",
      step: "patterns",
    };
  }
  const stand = standing.criteria === 1 ? "stands" : "stand";
  return {
    headline: `${count(standing.criteria, "criterion", "criteria")} ${stand} in the draft. No team has been asked yet.`,
    button: may.propose ? "Read and propose the draft" : "Read the draft",
    room: "document",
    step: "draft",
  };
}

function headlineOfPatterns(supported: number | null): string {
  if (supported === null) return "What a good customer is has been said. See what goes with it.";
  if (supported === 0) return "No pattern holds yet. The draft is empty.";
  return `${count(supported, "pattern")} ${supported === 1 ? "holds" : "hold"}. The draft is still empty.`;
}

function stepOfProposal(teams: readonly TeamStand[], may: May): NextStep {
  const agreed = teams.filter((team) => team.decision === "approve").map((team) => team.team);
  const against = teams.filter((team) => team.decision === "dissent").map((team) => team.team);
  const waiting = teams.filter((team) => team.decision === null).map((team) => team.team);
  const at = { room: "proposal", step: "approvals" } as const;
  if (waiting.length === 0 && against.length === 0) {
    return {
      headline: "Every team has agreed. It can be published.",
      button: may.publish ? "Publish it" : "Read the proposal",
      ...at,
    };
  }
  const own = waiting.filter((team) => may.decideFor.includes(team));
  if (own.length > 0) {
    return { headline: headlineOfWaiting(agreed, against, waiting), button: `Decide for ${own[0]}`, ...at };
  }
  if (waiting.length === 0) {
    return {
      headline: `${nameTeams(against)} ${against.length === 1 ? "disagrees" : "disagree"}. ${restOf(agreed)}`,
      button: may.publishOverDissent ? "Read the dissent and decide" : "Read the dissent",
      ...at,
    };
  }
  return { headline: headlineOfWaiting(agreed, against, waiting), button: "Read the proposal", ...at };
}

function restOf(agreed: readonly string[]): string {
  return agreed.length === 0 ? "No team has agreed." : `${nameTeams(agreed)} ${have(agreed.length)} agreed.`;
}

const have = (n: number) => (n === 1 ? "has" : "have");

/** "Two teams have agreed. Product is next." */
function headlineOfWaiting(
  agreed: readonly string[],
  against: readonly string[],
  waiting: readonly string[],
): string {
  const next = `${nameTeams(waiting)} ${waiting.length === 1 ? "is" : "are"} next.`;
  if (against.length > 0) {
    return `${nameTeams(against)} ${against.length === 1 ? "disagrees" : "disagree"}. ${next}`;
  }
  if (agreed.length === 0) return `The proposal is open. ${next}`;
  const said = numberWords[agreed.length] ?? String(agreed.length);
  return `${said} ${agreed.length === 1 ? "team has" : "teams have"} agreed. ${next}`;
}

function stepOfVersion(version: { number: number; shared: boolean }, edits: number, may: May): NextStep {
  if (edits > 0) {
    return {
      headline: `Version ${version.number} stands. The draft has moved on by ${count(edits, "edit")}.`,
      button: may.propose ? "Read and propose the draft" : "Read the draft",
      room: "document",
      step: "draft",
    };
  }
  if (!version.shared && may.share) {
    return {
      headline: `Version ${version.number} is agreed. Nobody outside has seen it yet.`,
      button: `Share version ${version.number}`,
      room: "versions",
      step: "version",
    };
  }
  return {
    headline: `Version ${version.number} is what everybody works by.`,
    button: `Read version ${version.number}`,
    room: "version",
    step: "version",
  };
}

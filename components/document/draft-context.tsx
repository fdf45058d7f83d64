"use client";

import { createContext, useContext } from "react";
import type { Attribute } from "#lib/accounts/attribute.ts";
import type { Condition } from "#lib/criteria/criterion.ts";
import type { Suggestions } from "#lib/criteria/suggestions.ts";
import type { Result } from "#lib/errors/result.ts";
import type { IcpDocument } from "#lib/icp/document.ts";
import type { Edit } from "#lib/icp/edit.ts";
import type { QualityMark } from "#lib/icp/quality.ts";
import type { CriterionFigures, Snapshot } from "#lib/icp/snapshot.ts";

/** What a rule can be asked of the data while it is written. */
export interface RuleHelp {
  readonly attributes: readonly Attribute[];
  readonly suggest: (input: { attribute: string }) => Promise<Result<Suggestions>>;
  readonly preview: (input: { when: Condition[] }) => Promise<Result<CriterionFigures>>;
}

/** The draft as every part of the page sees it. */
export interface DraftView {
  readonly document: IcpDocument;
  readonly mayEdit: boolean;
  readonly edit: (edit: Edit, basis?: IcpDocument) => void;
  /** Puts what is measured today behind a criterion; the figures are worked out on the server. */
  readonly measure: (criterion: string) => Promise<Result<unknown>>;
  /** Told while a text is being written that is not in the queue yet. */
  readonly setWriting: (writing: boolean) => void;
  readonly marks: readonly QualityMark[];
  readonly snapshot: Snapshot | null;
  readonly help: RuleHelp;
  /** Addresses of the rooms the document leads to. */
  readonly links: { readonly patterns: string; readonly goodCustomer: string; readonly import: string };
}

const DraftContext = createContext<DraftView | null>(null);
export const DraftProvider = DraftContext;

export function useDraftView(): DraftView {
  const view = useContext(DraftContext);
  if (!view) throw new Error("This part of the document stands outside of it.");
  return view;
}

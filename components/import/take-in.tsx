"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { formatCount, formatCounted } from "#lib/analysis/format.ts";
import type { Result } from "#lib/errors/result.ts";
import { Button } from "../ui/button";
import { ButtonLink } from "../ui/button-link";
import { Card } from "../ui/card";
import { Notice } from "../ui/notice";
import { useCall } from "../ui/use-call";
import { sayFar, useLook } from "./wizard/use-look";

interface Part {
  readonly rows: number;
  readonly same: boolean;
}

interface Changed {
  readonly newAccounts: number;
  readonly changedAccounts: number;
  readonly changedNames: readonly string[];
}

interface TakenIn {
  readonly accounts: number;
  readonly accountsNew: number;
  readonly people: number;
  readonly setAside: number;
}

export interface TakeInProps {
  workspace: string;
  seen: {
    readonly uploadId: string;
    readonly accounts: (Part & Changed & { readonly columns: number }) | null;
    readonly people: Part | null;
    readonly setAside: Part | null;
  };
  takeIn: (input: { uploadId: string }) => Promise<Result<TakenIn>>;
}

/** What an export of a workshop would bring, and the button that takes it in. */
export function TakeIn({ workspace, seen, takeIn }: TakeInProps) {
  const router = useRouter();
  const [taken, setTaken] = useState<TakenIn>();
  const { call, busy, problem } = useCall();
  const { progress } = useLook(`/api/imports/${workspace}/look?files=${seen.uploadId}`, busy);
  const run = () =>
    call(
      () => takeIn({ uploadId: seen.uploadId }),
      (value) => {
        setTaken(value);
        router.refresh();
      },
    );
  if (taken) return <Done workspace={workspace} taken={taken} />;
  const { accounts } = seen;
  const [people, setAside] = [seen.people, seen.setAside].map((part) => (part?.rows === 0 ? null : part));
  const nothing = [accounts, people, setAside].every((part) => part?.same ?? true);
  return (
    <Card>
      <ul className="space-y-1.5">
        {accounts && (
          <li>
            {formatCounted(accounts.rows, "customer")} in {formatCounted(accounts.columns, "column")}
            {accounts.same ? same : `, ${formatCount(accounts.newAccounts)} of them new here`}
            {!accounts.same && accounts.changedAccounts > 0 && (
              <span className="block text-muted">{changedWords(accounts)}</span>
            )}
          </li>
        )}
        {people && (
          <li>
            {people.rows === 1 ? "1 person" : `${formatCount(people.rows)} people`}
            {people.same && same}
          </li>
        )}
        {setAside && (
          <li>
            {formatCounted(setAside.rows, "entry", "entries")} of what was set aside
            {setAside.same && same}
          </li>
        )}
      </ul>
      <div className="mt-5 flex flex-wrap items-center gap-3">
        {nothing ? (
          <ButtonLink href={`/w/${workspace}/import`}>All imports</ButtonLink>
        ) : (
          <Button variant="primary" busy={busy} onClick={run}>
            {busy ? `Taking it in…${sayFar(progress)}` : "Take it in"}
          </Button>
        )}
        <p className="text-sm text-muted">
          {nothing
            ? "The workspace says all of this already. Nothing would change."
            : "All of it or nothing. The columns are read as they were when this was exported."}
        </p>
      </div>
      {problem && (
        <Notice tone="error" live className="mt-4">
          {problem}
        </Notice>
      )}
    </Card>
  );
}

/** Which accounts that are here would be told otherwise. */
function changedWords({ changedAccounts, changedNames }: Changed): string {
  const others = changedAccounts - changedNames.length;
  const named = others > 0 ? [...changedNames, `${formatCount(others)} more`] : changedNames;
  const is = changedAccounts === 1 ? "is" : "are";
  return `${formatCount(changedAccounts)} ${is} told otherwise than here: ${named.join(", ")}`;
}

const same = <span className="text-muted">, as here already</span>;

function Done({ workspace, taken }: { workspace: string; taken: TakenIn }) {
  const { accounts, accountsNew, people, setAside } = taken;
  const further = [
    people > 0 && (people === 1 ? "1 person" : `${formatCount(people)} people`),
    setAside > 0 && `${formatCounted(setAside, "entry", "entries")} of what was set aside`,
  ].filter(Boolean);
  return (
    <div role="status" className="mx-auto max-w-xl py-16 text-center">
      <h2 className="font-serif text-3xl">
        {accounts > 0
          ? `${formatCounted(accounts, "customer")}, ${formatCount(accountsNew)} new.`
          : "Taken in."}
      </h2>
      <p className="mt-2 text-muted">
        {further.length > 0 && `${further.join(" and ")} came with it. `}
        What was imported can be undone at any time.
      </p>
      <p className="mt-6 flex flex-wrap justify-center gap-2">
        <ButtonLink variant="primary" href={`/w/${workspace}/patterns`}>
          Look at the patterns
        </ButtonLink>
        <ButtonLink href={`/w/${workspace}/import`}>All imports</ButtonLink>
      </p>
    </div>
  );
}

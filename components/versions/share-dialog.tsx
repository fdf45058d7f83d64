"use client";

import { Link2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import type { Result } from "#lib/errors/result.ts";
import { FormProblem } from "../people/form-problem";
import { Moment } from "../people/moment";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import { Dialog, DialogActions, DialogClose } from "../ui/dialog";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Notice } from "../ui/notice";
import { Select } from "../ui/select";
import { useCall } from "../ui/use-call";

type Days = 7 | 30 | 90 | null;
const dayChoices: readonly { days: Days; name: string }[] = [
  { days: 7, name: "7 days" },
  { days: 30, name: "30 days" },
  { days: 90, name: "90 days" },
  { days: null, name: "Until it is revoked" },
];

export type ShareVersion = (input: {
  version: number;
  label: string;
  days: Days;
}) => Promise<Result<{ token: string; expiresAt: string | null }>>;

interface Made {
  link: string;
  expiresAt: string | null;
}

/** Makes a link to one version and shows it this once. */
export function ShareDialog({
  number,
  share,
  primary = false,
  small = false,
}: {
  number: number;
  share: ShareVersion;
  primary?: boolean;
  small?: boolean;
}) {
  const router = useRouter();
  const [made, setMade] = useState<Made>();
  const onOpenChange = (open: boolean) => {
    if (open) return;
    setMade(undefined);
    router.refresh();
  };
  return (
    <Dialog
      title={`Share version ${number}`}
      description="Whoever has the link reads this version and nothing else, without signing in."
      onOpenChange={onOpenChange}
      trigger={
        <Button variant={primary ? "primary" : "secondary"} size={small ? "sm" : "md"}>
          <Link2 aria-hidden="true" />
          Share<span className={primary ? undefined : "sr-only"}> version {number}</span>
        </Button>
      }
    >
      {made ? <MadeLink {...made} /> : <ShareForm number={number} share={share} onMade={setMade} />}
    </Dialog>
  );
}

function ShareForm({
  number,
  share,
  onMade,
}: {
  number: number;
  share: ShareVersion;
  onMade: (made: Made) => void;
}) {
  const { call, busy, problem } = useCall();
  const [label, setLabel] = useState("");
  const [choice, setChoice] = useState(1);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const days = dayChoices[choice]?.days ?? null;
    call(
      () => share({ version: number, label, days }),
      ({ token, expiresAt }) => onMade({ link: `${window.location.origin}/share/${token}`, expiresAt }),
    );
  };
  return (
    <form onSubmit={submit} className="grid gap-4">
      <FormProblem problem={problem} />
      <Field label="For whom" hint="Only members see this. It tells the links apart.">
        <Input maxLength={100} value={label} onChange={(event) => setLabel(event.target.value)} />
      </Field>
      <Field label="The link works for">
        <Select value={choice} onChange={(event) => setChoice(Number(event.target.value))}>
          {dayChoices.map(({ name }, i) => (
            <option key={name} value={i}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <DialogActions>
        <DialogClose>
          <Button>Cancel</Button>
        </DialogClose>
        <Button type="submit" variant="primary" busy={busy}>
          Make the link
        </Button>
      </DialogActions>
    </form>
  );
}

function MadeLink({ link, expiresAt }: Made) {
  return (
    <>
      <Notice tone="good" live title="Copy the link now">
        <p className="my-1.5 font-mono text-xs break-all select-all" data-testid="share-link">
          {link}
        </p>
        <p>
          It is shown only this once. It works{" "}
          {expiresAt ? (
            <>
              until <Moment at={expiresAt} />
            </>
          ) : (
            "until somebody revokes it"
          )}
          .
        </p>
      </Notice>
      <DialogActions>
        <DialogClose>
          <Button>Done</Button>
        </DialogClose>
        <CopyButton text={link} variant="primary">
          Copy the link
        </CopyButton>
      </DialogActions>
    </>
  );
}

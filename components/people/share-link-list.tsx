"use client";

import type { Result } from "#lib/errors/result.ts";
import type { ShareLinkLine } from "#lib/icp/version-history.ts";
import { Badge } from "../ui/badge";
import { openFirst, ShowAll } from "../ui/show-all";
import { useCall } from "../ui/use-call";
import { FormProblem } from "./form-problem";
import { Moment } from "./moment";
import { RevokeButton } from "./revoke-button";

const tones = { open: "good", expired: "plain", revoked: "plain" } as const;
const stateNames = { open: "Open", expired: "Expired", revoked: "Revoked" } as const;

/** Who can read what from outside, over all versions. */
export function ShareLinkList({
  links,
  revoke,
}: {
  links: readonly ShareLinkLine[];
  /** Null for who may only look. */
  revoke: ((input: { link: string }) => Promise<Result<null>>) | null;
}) {
  const { problem, ...calling } = useCall();
  return (
    <div className="grid gap-3">
      <FormProblem problem={problem} />
      <div className="rounded-lg border border-line bg-raised shadow-raised">
        <ShowAll
          {...openFirst(links)}
          row={(link) => (
            <li
              key={link.id}
              className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-line px-5 py-3 not-first:border-t"
            >
              <div className="min-w-0">
                <p className="flex flex-wrap items-center gap-2">
                  <span className="font-medium">
                    Version {link.version}
                    {link.label && `, ${link.label}`}
                  </span>
                  <Badge tone={tones[link.state]}>{stateNames[link.state]}</Badge>
                </p>
                <p className="text-sm text-muted">
                  <Facts link={link} />
                </p>
              </div>
              {revoke && link.state === "open" && (
                <RevokeButton
                  what={`the link to version ${link.version} ${link.label}`.trim()}
                  revoke={() => revoke({ link: link.id })}
                  calling={calling}
                />
              )}
            </li>
          )}
        />
      </div>
    </div>
  );
}

function Facts({ link }: { link: ShareLinkLine }) {
  return (
    <>
      By {link.createdBy}, <Moment at={link.createdAt} /> · opened {link.views}{" "}
      {link.views === 1 ? "time" : "times"}
      {link.lastViewedAt && (
        <>
          , last <Moment at={link.lastViewedAt} />
        </>
      )}
      {link.expiresAt && link.state === "open" && (
        <>
          {" "}
          · until <Moment at={link.expiresAt} />
        </>
      )}
    </>
  );
}

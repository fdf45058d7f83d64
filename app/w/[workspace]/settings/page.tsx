import type { Metadata } from "next";
import { can } from "#lib/access/can.ts";
import { requireActor } from "#lib/server/actor.ts";
import { approvalRule } from "#lib/server/queries/settings.ts";
import { ApprovalRuleForm } from "../../../../components/people/approval-rule-form";
import { NameForm } from "../../../../components/people/name-form";
import { RemoveSample } from "../../../../components/people/remove-sample";
import { Card } from "../../../../components/ui/card";
import { Notice } from "../../../../components/ui/notice";
import { dropSample, saveApprovalRule, saveName } from "./actions";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage({ params }: { params: Promise<{ workspace: string }> }) {
  const actor = await requireActor((await params).workspace);
  const { slug, name, sample } = actor.workspace;
  const rule = await approvalRule(actor);
  const fixed = !can(actor.role, "change-workspace");
  return (
    <>
      {fixed && <Notice>Owners of the workspace can change these.</Notice>}
      <Card title="Name">
        <NameForm
          label="Name of the workspace"
          hint="Its address stays as it is, so that links keep working."
          name={name}
          save={saveName.bind(null, slug)}
          disabled={fixed}
        />
      </Card>
      <Card title="Approval">
        <ApprovalRuleForm rule={rule} save={saveApprovalRule.bind(null, slug)} disabled={fixed} />
      </Card>
      {sample !== null && !fixed && <RemoveSample remove={dropSample.bind(null, slug)} />}
    </>
  );
}

import { Notice } from "../ui/notice";

/** Why a form was not taken, read out when it appears. */
export function FormProblem({ problem }: { problem: string | undefined }) {
  if (!problem) return null;
  return (
    <Notice tone="error" live>
      {problem}
    </Notice>
  );
}

"use client";

import type { ComponentProps } from "react";
import { useFormStatus } from "react-dom";
import { Button } from "./button";

/** Submits the form around it and is busy while the form's action runs. */
export function SubmitButton({ busy, ...rest }: ComponentProps<typeof Button>) {
  const { pending } = useFormStatus();
  return <Button type="submit" variant="primary" busy={busy ?? pending} {...rest} />;
}

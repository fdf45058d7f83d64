"use client";

import { Check, Copy } from "lucide-react";
import { type ComponentProps, useState } from "react";
import { Button } from "./button";

// Said on the button itself: the shared page has no place for toasts, and needs none.
const answers = { copied: "Copied", refused: "Not allowed here: select the text" };

/** Puts `text` on the clipboard and says so. */
export function CopyButton({
  text,
  children = "Copy",
  ...rest
}: { text: string } & Omit<ComponentProps<typeof Button>, "onClick">) {
  const [state, setState] = useState<"ready" | "copied" | "refused">("ready");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setState("copied");
    } catch {
      setState("refused");
    }
    setTimeout(() => setState("ready"), 3000);
  };
  return (
    <Button onClick={() => void copy()} {...rest}>
      {state === "copied" ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
      <span aria-live="polite">{state === "ready" ? children : answers[state]}</span>
    </Button>
  );
}

"use client";

import { Check, Copy } from "lucide-react";
import { type ComponentProps, useState } from "react";
import { toast } from "sonner";
import { Button } from "./button";

/** Puts `text` on the clipboard and says so. */
export function CopyButton({
  text,
  children = "Copy",
  ...rest
}: { text: string } & Omit<ComponentProps<typeof Button>, "onClick">) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      setTimeout(() => setCopied(false), 2000);
    } catch {
      toast.error("The browser does not allow copying here. Select the text and copy it yourself.");
    }
  };
  return (
    <Button onClick={() => void copy()} {...rest}>
      {copied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
      <span aria-live="polite">{copied ? "Copied" : children}</span>
    </Button>
  );
}

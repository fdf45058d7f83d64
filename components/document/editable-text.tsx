"use client";

import { cx } from "class-variance-authority";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { IcpDocument } from "#lib/icp/document.ts";
import { Textarea } from "../ui/textarea";
import { useDraftView } from "./draft-context";

interface EditableTextProps {
  /** Said by screen readers. */
  label: string;
  value: string;
  /** Shown where nothing has been written. */
  placeholder: string;
  max: number;
  rows?: number;
  className?: string;
  onSave: (text: string, basis: IcpDocument) => void;
}

/**
 * Text that is edited where it stands: it is saved on leaving it or by Ctrl+Enter, and Escape gives up what was
 * typed. Readers see it as text.
 */
export function EditableText({
  label,
  value,
  placeholder,
  max,
  rows = 1,
  className,
  onSave,
}: EditableTextProps) {
  const { document, mayEdit, setWriting } = useDraftView();
  const [typed, setTyped] = useState<string | null>(null);
  // What its author was looking at when they began: somebody else may change it while they type.
  const basis = useRef(document);
  const abandoned = useRef(false);
  // A text can go while it is written: somebody else takes its entry out.
  useEffect(() => () => setWriting(false), [setWriting]);

  if (!mayEdit) {
    return value.trim() === "" ? null : <p className={cx("whitespace-pre-line", className)}>{value}</p>;
  }

  const begin = () => {
    basis.current = document;
    abandoned.current = false;
  };
  const finish = () => {
    if (typed !== null && !abandoned.current && typed.trim() !== value) onSave(typed.trim(), basis.current);
    setTyped(null);
    setWriting(false);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === "Escape") abandoned.current = true;
    if (event.key === "Escape" || (event.key === "Enter" && (event.ctrlKey || event.metaKey))) {
      event.currentTarget.blur();
    }
  };

  return (
    <Textarea
      plain
      rows={rows}
      aria-label={label}
      placeholder={placeholder}
      maxLength={max}
      className={className}
      value={typed ?? value}
      onFocus={begin}
      onChange={(event) => {
        setTyped(event.target.value);
        setWriting(event.target.value.trim() !== value);
      }}
      onBlur={finish}
      onKeyDown={onKeyDown}
    />
  );
}

"use client";

import { cx } from "class-variance-authority";
import { type ComponentProps, useCallback } from "react";
import { useFieldWiring } from "./field";

const growToText = (area: HTMLTextAreaElement) => {
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`;
};

/**
 * Grows with its text. `plain` takes away the box, for text edited in place in a document. `ref` is not
 * passed on: it belongs to the growing.
 */
export function Textarea({
  className,
  plain = false,
  rows = 3,
  onInput,
  ...rest
}: Omit<ComponentProps<"textarea">, "ref"> & { plain?: boolean }) {
  const attach = useCallback((area: HTMLTextAreaElement | null) => {
    // Browsers with field-sizing grow by themselves; measuring there would make typing slower.
    if (area && !CSS.supports("field-sizing", "content")) growToText(area);
  }, []);
  return (
    <textarea
      {...useFieldWiring()}
      ref={attach}
      rows={rows}
      onInput={(event) => {
        if (!CSS.supports("field-sizing", "content")) growToText(event.currentTarget);
        onInput?.(event);
      }}
      className={cx(
        "block [field-sizing:content] resize-none",
        plain
          ? "-mx-2 w-[calc(100%+1rem)] rounded-md border border-transparent bg-transparent px-2 py-0.5 placeholder:text-muted hover:border-line focus:bg-raised"
          : "control",
        className,
      )}
      style={{ minHeight: `calc(${rows}lh + 0.875rem)` }}
      {...rest}
    />
  );
}

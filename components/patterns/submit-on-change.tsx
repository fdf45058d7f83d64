"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";

const pauseMs = 350;

/**
 * With scripts, the GET form around it needs no button: a choice counts at once, typing after a pause, and the
 * address stays free of fields that say nothing. `values` is what the address says; a field follows it unless
 * somebody is in it, so that nothing is typed away.
 */
export function SubmitOnChange({
  page,
  values,
  usual,
}: {
  page: string;
  values: Readonly<Record<string, string>>;
  /** Values that are as good as none. */
  usual: Readonly<Record<string, string>>;
}) {
  const mark = useRef<HTMLSpanElement>(null);
  const router = useRouter();

  useEffect(() => {
    const form = mark.current?.closest("form");
    if (!form) return;
    const usually = new Map(Object.entries(usual));
    let timer: ReturnType<typeof setTimeout> | undefined;
    const go = (how: "push" | "replace") => {
      clearTimeout(timer);
      const said = [...new FormData(form)].filter(
        (field): field is [string, string] => typeof field[1] === "string" && field[1] !== "",
      );
      const query = new URLSearchParams(said.filter(([name, value]) => usually.get(name) !== value));
      router[how](query.size === 0 ? page : `${page}?${query}`, { scroll: false });
    };
    const onInput = (event: Event) => {
      clearTimeout(timer);
      // Every pause in typing would otherwise be a step of the back button.
      if (event.target instanceof HTMLInputElement) timer = setTimeout(() => go("replace"), pauseMs);
      else go("push");
    };
    const onSubmit = (event: SubmitEvent) => {
      event.preventDefault();
      go("replace");
    };
    form.addEventListener("input", onInput);
    form.addEventListener("submit", onSubmit);
    return () => {
      clearTimeout(timer);
      form.removeEventListener("input", onInput);
      form.removeEventListener("submit", onSubmit);
    };
  }, [page, router, usual]);

  useEffect(() => {
    const form = mark.current?.closest("form");
    for (const [name, value] of Object.entries(values)) {
      const field = form?.elements.namedItem(name);
      const isField = field instanceof HTMLInputElement || field instanceof HTMLSelectElement;
      if (isField && field !== document.activeElement) field.value = value;
    }
  }, [values]);

  return <span ref={mark} hidden />;
}

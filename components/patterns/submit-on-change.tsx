"use client";

import { useEffect, useRef } from "react";

const pauseMs = 350;

/**
 * With scripts, the form around it needs no button: a choice counts at once, typing after a pause. `values` is
 * what the address says; a field follows it unless somebody is in it, so that nothing is typed away.
 */
export function SubmitOnChange({ values }: { values: Readonly<Record<string, string>> }) {
  const mark = useRef<HTMLSpanElement>(null);

  useEffect(() => {
    const form = mark.current?.closest("form");
    if (!form) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const submitSoon = (event: Event) => {
      clearTimeout(timer);
      const typing = event.target instanceof HTMLInputElement;
      timer = setTimeout(() => form.requestSubmit(), typing ? pauseMs : 0);
    };
    form.addEventListener("input", submitSoon);
    return () => {
      clearTimeout(timer);
      form.removeEventListener("input", submitSoon);
    };
  }, []);

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

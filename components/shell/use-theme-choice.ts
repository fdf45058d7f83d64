"use client";

import { useState } from "react";
import { type Theme, themeCookie } from "./theme";

const yearInSeconds = 31_536_000;

/** The theme in use, and a way to change it that lasts: the cookie is what the next page is drawn with. */
export function useThemeChoice(stored: Theme): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState(stored);
  const choose = (next: Theme) => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser
    document.cookie = `${themeCookie}=${next}; path=/; max-age=${yearInSeconds}; samesite=lax`;
    document.documentElement.dataset.theme = next;
    setTheme(next);
  };
  return [theme, choose];
}

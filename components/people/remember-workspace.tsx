"use client";

import { useEffect } from "react";
import { lastWorkspaceCookie } from "./last-workspace";

const yearInSeconds = 31_536_000;

/** Notes the workspace somebody is in, so that the start page leads back to it. */
export function RememberWorkspace({ slug }: { slug: string }) {
  useEffect(() => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser
    document.cookie = `${lastWorkspaceCookie}=${slug}; path=/; max-age=${yearInSeconds}; samesite=lax`;
  }, [slug]);
  return null;
}

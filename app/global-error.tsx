"use client";

import "./globals.css";
import { Failure } from "../components/ui/failure";

export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en" data-theme="system">
      <body className="min-h-dvh font-sans">
        <title>This page could not be shown</title>
        <main className="px-4">
          <Failure error={error} retry={retry} />
        </main>
      </body>
    </html>
  );
}

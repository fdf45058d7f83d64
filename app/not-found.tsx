import type { Metadata } from "next";
import { ButtonLink } from "../components/ui/button-link";
import { Missing } from "../components/ui/missing";

export const metadata: Metadata = { title: "Nothing here" };

export default function NotFound() {
  return (
    <main className="px-4">
      <Missing>
        <ButtonLink href="/" variant="primary">
          Start page
        </ButtonLink>
      </Missing>
    </main>
  );
}

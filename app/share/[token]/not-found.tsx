import { Missing } from "../../../components/ui/missing";

/** A link that is unknown, expired or revoked: the three look the same. */
export default function NotFound() {
  return (
    <main className="px-4">
      <Missing>{null}</Missing>
    </main>
  );
}

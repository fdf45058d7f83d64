import { ButtonLink } from "../../../components/ui/button-link";
import { Missing } from "../../../components/ui/missing";

export default function NotFound() {
  return (
    <Missing>
      <ButtonLink href="/" variant="primary">
        Start page
      </ButtonLink>
    </Missing>
  );
}

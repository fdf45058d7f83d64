/**
 * What ends the lines of a text: the carriage return only where no line feed stands outside quotes, so that old Mac files
 * are read, and cells with line feeds in them do not decide for the rest.
 */
export function lineEndOf(text: string): "\n" | "\r" {
  let quoted = false;
  let returns = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 34) quoted = !quoted;
    else if (quoted) continue;
    else if (code === 10) return "\n";
    else if (code === 13) returns = true;
  }
  // A mark that is never closed hides the line ends after it.
  return returns && !(quoted && text.includes("\n")) ? "\r" : "\n";
}

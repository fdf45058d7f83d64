/** Lines of text in a terminal. */

const width = 80;

/** Words in lines of at most 80 characters: the first indented by `first`, those that follow by `indent`. */
export function wrap(words: string, indent = 2, first = indent): string[] {
  const lines: string[] = [];
  let line = " ".repeat(first);
  let isEmpty = true;
  // A per cent sign stays with its figure, and p with its own; runs of spaces are the writer's.
  for (const word of words.match(/(?:p [=<] \S+|\S+(?: %\S*)?) */g) ?? []) {
    if (!isEmpty && line.length + word.trimEnd().length > width) {
      lines.push(line.trimEnd());
      line = " ".repeat(indent);
    }
    line += word;
    isEmpty = false;
  }
  return [...lines, line.trimEnd()];
}

/** A heading with its lines, which are indented already. */
export function section(heading: string, lines: readonly string[]): string {
  return [heading, ...lines].join("\n");
}

/** Text that takes no more than so many characters. */
export function clip(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

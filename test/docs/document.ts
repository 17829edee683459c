/**
 * A document as a program: its ```ts blocks, one after the other, are one ES module; its ```text blocks, one after the
 * other, are what the program prints. In what is printed, `…` stands for anything within a line.
 */

export interface DocumentProgram {
  readonly source: string;
  readonly output: string | null;
}

export function readProgram(markdown: string): DocumentProgram | null {
  const blocks = [...markdown.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)];
  const texts = (language: string): string[] =>
    blocks.filter((block) => block[1] === language).map((block) => block[2] ?? '');
  const sources = texts('ts');
  if (sources.length === 0) return null;
  const outputs = texts('text');
  return { source: sources.join('\n'), output: outputs.length > 0 ? outputs.join('') : null };
}

/** Whether `actual` is what a document says, line by line. */
export function matchesOutput(expected: string, actual: string): boolean {
  const pattern = expected
    .trimEnd()
    .split('…')
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('[^\\n]*');
  return new RegExp(`^${pattern}$`).test(actual.trimEnd());
}

/** Tables in plain text. */

import { cell } from './plain';

/**
 * Rows under headings, aligned by spaces: numbers to the right, all else to the left.
 *
 * @param columns the properties to show, in order
 */
export function table(rows: readonly object[], columns: readonly string[]): string[] {
  const records = rows as readonly Readonly<Record<string, unknown>>[];
  const cells = records.map((row) => columns.map((column) => cell(row[column])));
  const isNumeric = columns.map((column) => records.every((row) => isNumber(row[column])));
  const widths = columns.map((column, at) =>
    Math.max(column.length, ...cells.map((line) => (line[at] as string).length)),
  );
  const layOut = (line: readonly string[]): string =>
    line
      .map((text, at) =>
        isNumeric[at] ? text.padStart(widths[at] as number) : text.padEnd(widths[at] as number),
      )
      .join('  ')
      .trimEnd();
  return [layOut(columns), ...cells.map(layOut)];
}

/** Names and values, one pair to a line. */
export function pairs(record: object): string[] {
  const entries = Object.entries(record);
  const width = Math.max(0, ...entries.map(([name]) => name.length));
  return entries.map(([name, value]) => `${name.padEnd(width)}  ${cell(value)}`.trimEnd());
}

function isNumber(value: unknown): boolean {
  return value === null || value === undefined || typeof value === 'number' || typeof value === 'bigint';
}

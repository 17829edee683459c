/** Figures as text. */

import type { LoopRow } from './server';
import type { OpenRow } from './server-open';
import type { ClientRow } from './client';
import { type Figures, geometricMean } from './measure';
import type { OrmRow } from './orm';
import type { PeerRow } from './peers';

/** One line a contender, grouped by workload, with the geometric mean of the ratios to each other contender. */
export function formatTable(figures: readonly Figures[]): string {
  const rows = [
    ['workload', 'contender', 'best', 'median', 'ours / theirs'],
    ...figures.map((row) => [
      row.workload,
      row.contender,
      formatNs(row.bestNs),
      formatNs(row.medianNs),
      row.ratio === 1 ? '' : row.ratio.toFixed(2),
    ]),
  ];
  const lines = alignColumns(rows);
  const others = [...new Set(figures.filter((row) => row.ratio !== 1).map((row) => row.contender))];
  const means = others.map((name) => {
    const ratios = figures.filter((row) => row.contender === name).map((row) => row.ratio);
    return `geometric mean, ours / ${name}: ${geometricMean(ratios).toFixed(2)}`;
  });
  return [...lines, '', ...means].join('\n');
}

/** One line for each workload, number of callers and client; the ratio is our operations per second by theirs. */
export function formatPeers(rows: readonly PeerRow[]): string {
  const ordered = rows
    .filter(({ client }) => client === 'tito')
    .flatMap((own) => rows.filter((row) => row.workload === own.workload && row.callers === own.callers));
  return alignColumns([
    ['workload', 'callers', 'client', 'per second', 'p50', 'p99', 'cpu', 'ours / theirs'],
    ...ordered.map((row) => {
      const own = ordered.find(
        (each) => each.client === 'tito' && each.workload === row.workload && each.callers === row.callers,
      );
      return [
        row.workload,
        String(row.callers),
        row.client,
        row.perSecond.toFixed(0),
        formatNs(row.p50Us * 1000),
        formatNs(row.p99Us * 1000),
        formatNs(row.cpuUs * 1000),
        row === own || !own ? '' : (own.perSecond / row.perSecond).toFixed(2),
      ];
    }),
  ]).join('\n');
}

/** One line for each operation and number of callers, then one for each figure with its goal. */
export function formatOrm(rows: readonly OrmRow[]): string {
  const micros = (value: number | null): string => (value === null ? '' : `${value.toFixed(1)} us`);
  const loops = rows.filter(({ perSecond }) => perSecond !== null);
  const figures = rows.filter(({ figure }) => figure !== null);
  return [
    alignColumns([
      ['operation', 'callers', 'per second', 'p50', 'p99', 'cpu'],
      ...loops.map((row) => [
        row.what,
        String(row.callers),
        String(Math.round(row.perSecond ?? 0)),
        micros(row.p50Us),
        micros(row.p99Us),
        micros(row.cpuUs),
      ]),
    ]).join('\n'),
    alignColumns([
      ['figure', 'callers', 'measured', 'unit', 'goal'],
      ...figures.map(({ what, callers, figure, unit, goal }) => [
        what,
        callers === null ? '' : String(callers),
        (figure ?? 0).toFixed(1),
        unit,
        goal === null ? '' : `<= ${goal}`,
      ]),
    ]).join('\n'),
  ].join('\n\n');
}

/** One line for each workload and number of callers. */
export function formatLoops(rows: readonly LoopRow[]): string {
  return alignColumns([
    ['workload', 'in flight', 'per second', 'p50', 'p99', 'client cpu'],
    ...rows.map((row) => [
      row.workload,
      String(row.callers),
      Math.round(row.perSecond).toString(),
      `${row.p50Us.toFixed(0)} us`,
      `${row.p99Us.toFixed(0)} us`,
      `${row.cpuUs.toFixed(1)} us`,
    ]),
  ]).join('\n');
}

/** One line for each way in which a server holds many keys. */
export function formatOpen(rows: readonly OpenRow[]): string {
  return alignColumns([
    ['many keys', 'keys', 'start to first answer', 'resident'],
    ...rows.map(({ workload, keys, firstAnswerMs, residentMiB }) => [
      workload,
      String(keys),
      firstAnswerMs === null ? '-' : `${firstAnswerMs.toFixed(0)} ms`,
      `${residentMiB} MiB`,
    ]),
  ]).join('\n');
}

/** One line for each contender and number of callers, beside one bare call for each request. */
export function formatClient(rows: readonly ClientRow[]): string {
  return alignColumns([
    ['contender', 'callers', 'per second', 'p50', 'p99', 'client cpu', 'x unary', 'p50 / unary'],
    ...rows.map((row) => [
      row.contender,
      String(row.callers),
      Math.round(row.perSecond).toString(),
      `${row.p50Us.toFixed(0)} us`,
      `${row.p99Us.toFixed(0)} us`,
      `${row.cpuUs.toFixed(1)} us`,
      row.speedUp.toFixed(1),
      row.p50Ratio.toFixed(2),
    ]),
  ]).join('\n');
}

export function alignColumns(rows: readonly (readonly string[])[]): string[] {
  const widths =
    rows[0]?.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length))) ?? [];
  return rows.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function formatNs(ns: number): string {
  if (ns < 1e3) return `${ns.toFixed(0)} ns`;
  if (ns < 1e6) return `${(ns / 1e3).toFixed(1)} us`;
  return `${(ns / 1e6).toFixed(2)} ms`;
}

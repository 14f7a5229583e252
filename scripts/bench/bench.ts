import type { Redis } from 'ioredis';
import type pg from 'pg';
import type { Result } from './rounds.ts';

/** What a bench gets: private servers that end with it. */
export interface Ground {
  /** A Redis connection of its own, closed after the bench. */
  connect: () => Redis;
  redisUrl: string;
  pool: pg.Pool;
  databaseUrl: string;
  /** 1: the usual rounds; less for a quick look. */
  scale: number;
}

export interface Table {
  title: string;
  /** What the ratios divide by, and what they are for. */
  against: string;
  results: Result[];
}

export type Bench = (ground: Ground) => Promise<Table[]>;

/** Rates and ratios as people read them. */
export function tableText({ title, against, results }: Table): string {
  const rows = results.map(({ name, perSecond, ratio }) => [name, Math.round(perSecond).toLocaleString('en-GB'), `${ratio.toFixed(2)}x`]);
  const head = ['', 'per second', 'ratio'];
  const widths = [0, 1, 2].map((column) => Math.max(...[head, ...rows].map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ');
  return [`${title} (ratio to: ${against})`, line(head), ...rows.map(line)].join('\n');
}

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

/** What a run has come to, where no rates are compared: name, value, and the bound that must hold. */
export interface Facts {
  title: string;
  facts: (readonly [name: string, value: string, bound?: string])[];
}

export type Bench = (ground: Ground) => Promise<(Table | Facts)[]>;

/** Facts, or rates and ratios, as people read them. */
export function tableText(table: Table | Facts): string {
  return 'facts' in table ? factsText(table) : ratesText(table);
}

function factsText({ title, facts }: Facts): string {
  const rows = facts.map(([name, value, bound]) => [name, value, bound ? `(${bound})` : '']);
  return [title, ...aligned(rows)].join('\n');
}

function ratesText({ title, against, results }: Table): string {
  const rows = results.map(({ name, perSecond, ratio }) => [name, Math.round(perSecond).toLocaleString('en-GB'), `${ratio.toFixed(2)}x`]);
  const head = ['', 'per second', 'ratio'];
  return [`${title} (ratio to: ${against})`, ...aligned([head, ...rows])].join('\n');
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  '),
  );
}

import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type ImportDeclaration, type ModuleItem, parseSync } from '@swc/core';
import type { ICruiseResult } from 'dependency-cruiser';
import configuration, { TYPES_ARE_FINE } from './dependency-cruiser.mjs';

/** Checks the import rule over the product: src, flows and db. */

/**
 * Every offence as one line: who, whom, which rule and why. None: the rule holds.
 * @param home the project's folder
 */
export function importOffences(home: string): string[] {
  const { violations } = cruise(home).summary;
  const offences = violations.filter(({ rule, from, to }) => !(TYPES_ARE_FINE.includes(rule.name) && takesTypesOnly(home, from, to)));
  return offences.map(({ rule, from, to }) => `${from} → ${to}: ${rule.name} (${reasonOf(rule.name)})`);
}

/** In a process of its own: the cruiser's way of loading swc fails under loaders like tsx. */
function cruise(home: string): ICruiseResult {
  const program = fileURLToPath(new URL('../node_modules/dependency-cruiser/bin/dependency-cruise.mjs', import.meta.url));
  const settings = fileURLToPath(new URL('dependency-cruiser.mjs', import.meta.url));
  // The browser's code is a program of its own, checked by its own compiler settings
  const server = readdirSync(join(home, 'src')).filter((name) => name !== 'web');
  const folders = ['flows', 'db', ...server.map((name) => `src/${name}`)];
  const ran = spawnSync(process.execPath, [program, '--config', settings, '--output-type', 'json', ...folders], {
    cwd: home,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  if (!ran.stdout.startsWith('{')) throw new Error(`dependency-cruiser gave no answer: ${ran.stderr}`);
  return JSON.parse(ran.stdout) as ICruiseResult;
}

function reasonOf(name: string): string {
  return configuration.forbidden.find((rule) => rule.name === name)?.comment ?? '';
}

/** Do all imports of `to` in `from` disappear when the types are taken away? */
function takesTypesOnly(home: string, from: string, to: string): boolean {
  const { body } = parseSync(readFileSync(join(home, from), 'utf8'), { syntax: 'typescript', target: 'es2022' });
  const meant = body.filter(
    (item) => sourceOf(item) !== undefined && resolve(home, from, '..', sourceOf(item) ?? '') === resolve(home, to),
  );
  return meant.length > 0 && meant.every(isTypeOnly);
}

function sourceOf(item: ModuleItem): string | undefined {
  if (item.type === 'ImportDeclaration' || item.type === 'ExportAllDeclaration') return item.source.value;
  return item.type === 'ExportNamedDeclaration' ? item.source?.value : undefined;
}

function isTypeOnly(item: ModuleItem): boolean {
  if (item.type === 'ImportDeclaration') return item.typeOnly || everySpecifierIsType(item);
  return item.type === 'ExportNamedDeclaration' && item.typeOnly;
}

function everySpecifierIsType(item: ImportDeclaration): boolean {
  return item.specifiers.length > 0 && item.specifiers.every((specifier) => specifier.type === 'ImportSpecifier' && specifier.isTypeOnly);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const offences = importOffences(process.cwd());
  for (const offence of offences) process.stderr.write(`${offence}\n`);
  process.exitCode = offences.length > 0 ? 1 : 0;
}

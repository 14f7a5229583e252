import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Checks that what our Markdown files point to inside the project is there: files, folders, pictures and headings. */
const PASSED_OVER = new Set(['node_modules', '.git', '.data', 'dist', 'coverage']);

/** Every dead link as one line. @param home the project's folder */
export function deadLinks(home: string): string[] {
  return markdownFiles(home).flatMap((file) => linksIn(readFileSync(file, 'utf8')).flatMap((link) => faultOf(home, file, link)));
}

function markdownFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (PASSED_OVER.has(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return markdownFiles(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

/** Links, pictures and link definitions, those in code left out. */
function linksIn(text: string): string[] {
  const prose = withoutCode(text);
  const patterns = [
    /\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g,
    /^\[[^\]]+\]:\s*<?(\S+?)>?\s*$/gm,
    /<(?:img|a)\b[^>]*?(?:src|href)="([^"]+)"/g,
  ];
  return patterns.flatMap((pattern) => [...prose.matchAll(pattern)].map((match) => match[1] as string));
}

function faultOf(home: string, file: string, link: string): string[] {
  if (/^[a-z][a-z+.-]*:/i.test(link)) return [];
  const [path = '', heading] = link.split('#');
  const target = path === '' ? file : path.startsWith('/') ? join(home, path) : join(dirname(file), decodeURIComponent(path));
  const told = `${relative(home, file)}: ${link}`;
  if (!existsSync(target)) return [`${told} is not there`];
  if (heading && target.endsWith('.md') && !headingsOf(readFileSync(target, 'utf8')).has(heading.toLowerCase()))
    return [`${told}: no such heading`];
  return [];
}

/** As GitHub makes them: lower case, punctuation gone, blanks to hyphens, a number behind a repeated one. */
function headingsOf(text: string): Set<string> {
  const known = new Set<string>();
  for (const [, title] of withoutFences(text).matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)) {
    const plain = (title as string).replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const slug = plain.replace(/[^\p{L}\p{N}\s_-]/gu, '').replaceAll(' ', '-');
    let unique = slug;
    for (let n = 1; known.has(unique); n += 1) unique = `${slug}-${n}`;
    known.add(unique);
  }
  return known;
}

function withoutFences(text: string): string {
  return text.replace(/^(```|~~~)[\s\S]*?^\1/gm, '');
}

function withoutCode(text: string): string {
  return withoutFences(text).replace(/`[^`\n]*`/g, '');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const dead = deadLinks(fileURLToPath(new URL('..', import.meta.url)));
  for (const line of dead) process.stderr.write(`${line}\n`);
  process.exitCode = dead.length > 0 ? 1 : 0;
}

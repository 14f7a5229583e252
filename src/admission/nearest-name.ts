/** The known name that was most likely meant by a mistyped one; undefined when none is near. Case does not count. */
export function nearestName(typed: string, known: readonly string[]): string | undefined {
  let best: { name: string; edits: number } | undefined;
  for (const name of known) {
    const edits = editsBetween(typed.toLowerCase(), name.toLowerCase());
    if (!best || edits < best.edits) best = { name, edits };
  }
  return best && best.edits <= Math.max(2, Math.floor(best.name.length / 2)) ? best.name : undefined;
}

/** Levenshtein distance: fewest letters to insert, remove or replace. Long input is cut, it cannot be near anyway. */
function editsBetween(from: string, to: string): number {
  const left = from.slice(0, 40);
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (left[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}

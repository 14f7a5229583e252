/** A TwiML document in memory. */
export interface Verb {
  name: string;
  attributes: Record<string, string>;
  /** Elements and texts, in order. */
  children: (Verb | string)[];
}

export type Parsed = { ok: true; verbs: Verb[]; warnings: string[] } | { ok: false; errorCode: number; reason: string };

/** The elements among the children. */
export function elements(verb: Verb): Verb[] {
  return verb.children.filter((child) => typeof child !== 'string');
}

/** All text inside, white space joined. */
export function textOf(verb: Verb): string {
  return verb.children
    .map((child) => (typeof child === 'string' ? child : textOf(child)))
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
}

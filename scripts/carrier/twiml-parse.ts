/** TwiML text → verbs in document order, or Twilio's error code for it. Element and attribute names are case-sensitive. */
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { Parsed, Verb } from './twiml-tree.ts';
import { checkDocument } from './twiml-words.ts';

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  trimValues: false,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: true,
  htmlEntities: true,
});

const maxBytes = 65_536;

/** Error codes as in Twilio's dictionary: 11750 too long, 12100 not XML, 12102 root is not Response, 12200 a verb nobody knows, 13320 wrongly nested. */
export function parseTwiml(body: string): Parsed {
  if (Buffer.byteLength(body) > maxBytes) return { ok: false, errorCode: 11_750, reason: 'the document is longer than 64 kB' };
  if (body.trim() === '') return { ok: false, errorCode: 11_770, reason: 'the answer is empty' };
  if (/^\s/.test(body) && body.trimStart().startsWith('<?xml'))
    return { ok: false, errorCode: 12_100, reason: 'something stands before the XML declaration' };
  const wellFormed = XMLValidator.validate(body);
  if (wellFormed !== true) return { ok: false, errorCode: 12_100, reason: wellFormed.err.msg };
  const nodes = read(body);
  if (nodes === undefined) return { ok: false, errorCode: 12_100, reason: 'the document breaks off' };
  const roots = toVerbs(nodes).filter((part) => typeof part !== 'string');
  const root = roots[0];
  if (roots.length !== 1 || root?.name !== 'Response')
    return { ok: false, errorCode: 12_102, reason: `the root is <${root?.name}>, not <Response>` };
  return checkDocument(root);
}

/** The validator lets some torn documents pass that the parser then trips over. */
function read(body: string): unknown {
  try {
    return parser.parse(body);
  } catch {
    return undefined;
  }
}

/** fast-xml-parser's ordered form: a list of `{tag: children, ':@': attributes}` and `{'#text': …}`. */
function toVerbs(nodes: unknown): (Verb | string)[] {
  if (!Array.isArray(nodes)) return [];
  return nodes.flatMap((node: Record<string, unknown>): (Verb | string)[] => {
    if (typeof node['#text'] === 'string') return [node['#text']];
    const name = Object.keys(node).find((key) => key !== ':@') ?? '';
    if (name.startsWith('?')) return [];
    return [{ name, attributes: (node[':@'] ?? {}) as Record<string, string>, children: toVerbs(node[name]) }];
  });
}

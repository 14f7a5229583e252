import type { IncomingMessage } from 'node:http';
import { type ParsedUrlQuery, parse } from 'node:querystring';

/** A webhook of Twilio has some 30 short fields; what is longer than this is none. */
const LONGEST_BYTES = 65_536;
const MOST_FIELDS = 200;
/** WHATWG forms are UTF-8. */
const FORM = /^application\/x-www-form-urlencoded *(; *charset="?utf-8"? *)?$/i;

/**
 * Reads a form that was posted. undefined: no form, too long, or broken off.
 * Node's own parser, because a caller waits and a body parser's generality costs more than the decision itself.
 */
export async function readForm(request: IncomingMessage): Promise<ParsedUrlQuery | undefined> {
  if (!FORM.test(request.headers['content-type'] ?? '') || request.headers['content-encoding'] !== undefined) return undefined;
  const text = await readText(request);
  return text === undefined ? undefined : plain(parse(text, '&', '=', { maxKeys: MOST_FIELDS }));
}

/** An ordinary object of strings and lists: the parser's own has no prototype, which validators stumble over. */
function plain(parsed: ParsedUrlQuery): ParsedUrlQuery {
  const form = { ...parsed };
  for (const [name, value] of Object.entries(form)) if (Array.isArray(value)) form[name] = [...value];
  return form;
}

function readText(request: IncomingMessage): Promise<string | undefined> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= LONGEST_BYTES) chunks.push(chunk);
      // The rest is not kept, only read until the sender is told
      else resolve(undefined);
    });
    request.on('end', () => resolve(chunks.length === 1 ? chunks[0]?.toString('utf8') : Buffer.concat(chunks).toString('utf8')));
    request.on('error', () => resolve(undefined));
    request.on('aborted', () => resolve(undefined));
  });
}

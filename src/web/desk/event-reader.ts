/** Server-sent events as text: chunks in, whole events out (WHATWG HTML, 9.2.6). */

export interface ServerEvent {
  type: string;
  data: string;
  id: string | undefined;
}

/** Remembers what a chunk left unfinished. Each call answers with the events that are whole now. */
export function eventReader(): (chunk: string) => ServerEvent[] {
  let rest = '';
  return (chunk) => {
    const blocks = (rest + chunk).replaceAll('\r\n', '\n').split('\n\n');
    rest = blocks.pop() ?? '';
    return blocks.flatMap(eventIn);
  };
}

function eventIn(block: string): ServerEvent[] {
  const event: ServerEvent = { type: 'message', data: '', id: undefined };
  const data: string[] = [];
  for (const line of block.split('\n')) {
    const [, name, value = ''] = /^([^:]+)(?:: ?(.*))?$/.exec(line) ?? [];
    if (name === 'event') event.type = value;
    if (name === 'id') event.id = value;
    if (name === 'data') data.push(value);
  }
  // Comments and lone fields are signs of life, not events
  return data.length === 0 ? [] : [{ ...event, data: data.join('\n') }];
}

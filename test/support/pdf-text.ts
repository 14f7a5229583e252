import { inflateSync } from 'node:zlib';

/** Reads what a PDF of ours says: the text of each page, in the order it was drawn. For fonts with Windows code page 1252 only. */
export function pdfPages(pdf: Buffer): string[] {
  const file = pdf.toString('latin1');
  return [...file.matchAll(/\/Type \/Page\n[\s\S]*?\/Contents (\d+) 0 R/g)].map(([, id]) => textOf(streamOf(file, id ?? '')));
}

function streamOf(file: string, id: string): string {
  const object = new RegExp(`(?:^|\\n)${id} 0 obj\\n<<([\\s\\S]*?)>>\\nstream\\n`).exec(file);
  if (object === null) throw new Error(`the PDF has no object ${id}`);
  const begin = object.index + object[0].length;
  const bytes = Buffer.from(file.slice(begin, begin + Number(/\/Length (\d+)/.exec(object[1] ?? '')?.[1])), 'latin1');
  return (object[1]?.includes('/FlateDecode') ? inflateSync(bytes) : bytes).toString('latin1');
}

/** Each run of text is a line. */
function textOf(drawn: string): string {
  const cp1252 = new TextDecoder('windows-1252');
  return [...drawn.matchAll(/\[(.*)\] TJ/g)]
    .map(([, run]) => [...(run ?? '').matchAll(/<([0-9a-f]*)>/g)].map(([, hex]) => cp1252.decode(Buffer.from(hex ?? '', 'hex'))).join(''))
    .join('\n');
}

import { Command } from 'commander';
import { entrances, type Flow, flowVersion, landmarks } from '../flows/index.ts';
import { mermaidOf } from './flow-chart.ts';
import { rowOf, shortened, topics, type Way } from './flow-rows.ts';

/** Prints the flows for people: a table per topic, and a Mermaid flowchart that GitHub and many editors draw. */

const WIDTHS = [18, 8, 44, 34, 46];

function tableOf(flow: Flow): string {
  const head = ['state', 'kind', 'says (German) or does', 'leads to', 'silence, wrong keys, limits lead to'];
  const rows = Object.entries(flow).map(rowOf);
  const cells = rows.map((row) => [
    [row.state, ...(row.outcome ? [`= ${row.outcome}`] : [])],
    [row.kind],
    wrapped(shortened(row.says, 130), WIDTHS[2] as number),
    row.ways.filter((way) => !way.passive).map(wayText),
    row.ways.filter((way) => way.passive).map(wayText),
  ]);
  return [lineOf(head.map((title) => [title])), WIDTHS.map((width) => '─'.repeat(width)).join('  '), ...cells.map(lineOf)].join('\n');
}

function wayText({ on, to }: Way): string {
  return `${on} → ${to}`;
}

function lineOf(cells: string[][]): string {
  const height = Math.max(...cells.map((cell) => cell.length));
  const lines = Array.from({ length: height }, (_, at) =>
    cells.map((cell, column) => (cell[at] ?? '').padEnd(WIDTHS[column] ?? 0)).join('  '),
  );
  return lines.map((line) => line.trimEnd()).join('\n');
}

function wrapped(text: string, width: number): string[] {
  const lines = text.match(new RegExp(`\\S.{0,${width - 2}}\\S(?=\\s|$)|\\S+`, 'g'));
  return lines ? [...lines] : [];
}

function pick(names: string[]): Record<string, Flow> {
  const unknown = names.filter((name) => !Object.hasOwn(topics, name));
  if (unknown.length > 0) command.error(`unknown topic ${unknown.join(', ')}: choose from ${Object.keys(topics).join(', ')}`);
  return names.length === 0 ? topics : Object.fromEntries(names.map((name) => [name, topics[name] as Flow]));
}

function print(names: string[], options: { json?: true; mermaid?: true; table?: true }): void {
  const shown = pick(names);
  if (options.json) {
    const rows = Object.entries(shown).map(([topic, flow]) => ({ topic, states: Object.entries(flow).map(rowOf) }));
    return console.log(JSON.stringify({ flowVersion, entrances, landmarks, topics: rows }, null, 2));
  }
  if (options.mermaid && !options.table) {
    // A flow of its own: it has states of the same names
    const { away, ...oneFlow } = shown;
    return console.log(mermaidOf(Object.keys(oneFlow).length > 0 ? oneFlow : { ...(away && { away }) }));
  }
  const picture = (topic: string, flow: Flow) =>
    options.table && !options.mermaid ? '' : `\n\n\`\`\`mermaid\n${mermaidOf({ [topic]: flow })}\n\`\`\``;
  for (const [topic, flow] of Object.entries(shown)) console.log(`## ${topic}\n\n${tableOf(flow)}${picture(topic, flow)}\n`);
  console.log('In every question * repeats (while digits are typed it opens the help menu) and 0 leads to a human. See flows/README.md.');
}

const command = new Command('flows')
  .description('Shows what callers hear and where every key leads: a table and a Mermaid flowchart for each topic.')
  .argument('[topics...]', `which topics, all without one: ${Object.keys(topics).join(', ')}`)
  .option('--table', 'only the tables')
  .option('--mermaid', 'only one Mermaid flowchart, ready to be pasted')
  .option('--json', 'everything as JSON, texts in full')
  .action(print);
// The reader of a pipe may stop early: `npm run flows | head`.
process.stdout.on('error', (fault: NodeJS.ErrnoException) => process.exit(fault.code === 'EPIPE' ? 0 : 1));
command.parse();

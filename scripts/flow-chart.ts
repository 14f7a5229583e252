import type { Flow } from '../flows/index.ts';
import { type Row, rowOf, shortened } from './flow-rows.ts';

/** One Mermaid flowchart with a box per topic. Ids carry a prefix, because names like `end` mean something to Mermaid. */
export function mermaidOf(shown: Record<string, Flow>): string {
  const all = Object.values(shown).flatMap((flow) => Object.entries(flow).map(rowOf));
  const own = new Set(all.map((row) => row.state));
  const outside = [...new Set(all.flatMap((row) => row.ways.map((way) => way.to)))].filter((to) => !own.has(to));
  const boxes = Object.entries(shown).flatMap(([topic, flow]) => [
    `  subgraph topic_${topic}["${topic}"]`,
    ...Object.entries(flow).map((entry) => `    ${node(rowOf(entry))}`),
    '  end',
  ]);
  const edges = all.flatMap((row) =>
    row.ways.map((way) => `  s_${row.state} ${way.passive ? '-.->' : '-->'}|"${escaped(way.on)}"| s_${way.to}`),
  );
  return ['flowchart TD', ...boxes, ...outside.map((name) => `  s_${name}(["${outsideText(name)}"])`), ...edges].join('\n');
}

function node({ state, kind, says }: Row): string {
  const label = `${state}<br/>${escaped(shortened(says, 70))}`;
  if (kind === 'works') return `s_${state}{{"${label}"}}`;
  return kind === 'asks' || kind === 'digits' ? `s_${state}["${label}"]` : `s_${state}("${label}")`;
}

function outsideText(name: string): string {
  if (name === 'back') return 'back to the question before';
  return name === 'hangUp' ? 'the call ends' : name;
}

/** Mermaid takes everything but these as plain text between double quotes. */
function escaped(text: string): string {
  const codes: Record<string, string> = { '"': '#quot;', '#': '#35;', '<': '#lt;', '>': '#gt;', '&': '#amp;', '`': '#96;' };
  return text.replace(/["#<>&`]/g, (mark) => codes[mark] as string);
}

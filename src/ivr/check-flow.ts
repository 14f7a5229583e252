import { entrances, type Flow, type Line, landmarks, spokenLines } from '../../flows/index.ts';
import type { LineText, State } from '../../flows/vocabulary.ts';

/**
 * What the compiler cannot see in a flow. Run at start-up and in the tests: a
 * faulty flow never answers a call. Every fault is one sentence that names the state.
 */
export function checkFlow(flow: Flow, starts: readonly string[] = [...Object.values(entrances), ...Object.values(landmarks)]): string[] {
  return [
    ...unknownTargets(flow),
    ...unreached(flow, starts),
    ...endless(flow),
    ...ringsOfWorks(flow),
    ...stuckCallers(flow, 'silent'),
    ...stuckCallers(flow, 'confused'),
    ...missingLines(flow),
  ];
}

type Here = State<string, Line>;

/** All states that can follow, whatever is heard. */
function targetsOf(here: Here): string[] {
  const all: (string | undefined)[] =
    'do' in here
      ? [...Object.values(here.outcomes), here.giveUp]
      : 'connect' in here
        ? Object.values(here.outcomes)
        : 'say' in here
          ? [here.then]
          : 'hold' in here
            ? [...Object.values(here.keys), here.human, here.then]
            : 'ask' in here
              ? [...Object.values(here.keys), here.human ?? landmarks.human, here.giveUp, here.silent]
              : [here.then, here.help, here.giveUp, here.silent];
  return all.filter((target): target is string => target !== undefined && target !== 'hangUp' && target !== 'back');
}

/** Where a caller ends up who never presses anything, or only wrong keys. Works may turn out any way. */
function passiveTargets(here: Here, caller: 'silent' | 'confused'): string[] {
  if ('ask' in here || 'enter' in here) return [caller === 'silent' ? (here.silent ?? here.giveUp) : here.giveUp];
  if ('hold' in here) return [here.then];
  return targetsOf(here);
}

function unknownTargets(flow: Flow): string[] {
  return Object.entries(flow).flatMap(([name, here]) =>
    targetsOf(here)
      .filter((target) => !Object.hasOwn(flow, target))
      .map((target) => `${name} leads to ${target}, which does not exist`),
  );
}

function reachable(flow: Flow, from: readonly string[], next: (here: Here) => string[]): Set<string> {
  const seen = new Set<string>();
  const open = [...from];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const here = flow[name];
    if (!here || seen.has(name)) continue;
    seen.add(name);
    open.push(...next(here));
  }
  return seen;
}

function unreached(flow: Flow, starts: readonly string[]): string[] {
  const seen = reachable(flow, starts, targetsOf);
  return Object.keys(flow)
    .filter((name) => !seen.has(name))
    .map((name) => `${name} is never reached`);
}

/** A caller's way is over: hung up, or talking to somebody. */
function isEnd(here: Here): boolean {
  return ('say' in here && 'then' in here && here.then === 'hangUp') || ('connect' in here && here.outcomes.answered === 'hangUp');
}

function endless(flow: Flow): string[] {
  return Object.keys(flow)
    .filter((name) => ![...reachable(flow, [name], targetsOf)].some((seen) => isEnd(flow[seen] as Here)))
    .map((name) => `${name} can never end`);
}

/** States that go on by themselves and without a limit; a ring of them would never let the caller speak. */
function ringsOfWorks(flow: Flow): string[] {
  const onward = (here: Here) => ('do' in here || 'say' in here ? targetsOf(here) : []);
  return Object.keys(flow)
    .filter((name) =>
      onward(flow[name] as Here).some((target) =>
        reachable(flow, [target], (here) => ('do' in here && here.atMost ? [] : onward(here))).has(name),
      ),
    )
    .filter((name) => !hasLimit(flow[name] as Here))
    .map((name) => `${name} is part of a ring in which the caller is never asked`);
}

function hasLimit(here: Here): boolean {
  return 'do' in here && here.atMost !== undefined;
}

/** A human, a callback, or something already good: where a passive caller may arrive. */
function isGood(here: Here): boolean {
  if ('connect' in here) return true;
  if ('do' in here) return here.do === 'registerCallback' || here.do === 'findAgent';
  return here.outcome !== undefined && ('say' in here || here.outcome === 'booked' || here.outcome === 'appointment_changed');
}

/**
 * A passive caller must arrive somewhere good on every way, and never go round for ever.
 * Holding for somebody counts as being looked after.
 */
function stuckCallers(flow: Flow, caller: 'silent' | 'confused'): string[] {
  const stop = (here: Here) => isGood(here) || 'hold' in here || isEnd(here);
  return Object.entries(flow).flatMap(([name, here]) => {
    if (!('ask' in here || 'enter' in here)) return [];
    const onward = (at: Here) => (stop(at) ? [] : passiveTargets(at, caller));
    const way = reachable(flow, passiveTargets(here, caller), onward);
    if (!stop(here) && way.has(name)) return [`a ${caller} caller at ${name} goes round for ever`];
    const arrives = [...way].some((seen) => isGood(flow[seen] as Here) || 'hold' in (flow[seen] as Here));
    return arrives || isGood(here) ? [] : [`a ${caller} caller at ${name} reaches neither a human nor a callback`];
  });
}

function missingLines(flow: Flow): string[] {
  const german = spokenLines.de as Record<string, LineText | undefined>;
  const english = spokenLines.en as Record<string, LineText | undefined>;
  const used = Object.entries(flow).flatMap(([name, here]) => linesOf(here).map((line) => ({ name, line })));
  const unwritten = used.filter(({ line }) => !german[line]).map(({ name, line }) => `${name} says ${line}, which is not written`);
  const untranslated = Object.keys(german)
    .filter((line) => !english[line])
    .map((line) => `the line ${line} is missing in English`);
  return [...unwritten, ...untranslated];
}

function linesOf(here: Here): string[] {
  if ('ask' in here) return [here.ask, here.short];
  if ('enter' in here) return [here.enter, here.short];
  if ('hold' in here) return here.hold === 'nothing' ? [] : [here.hold];
  return 'say' in here ? [here.say] : [];
}

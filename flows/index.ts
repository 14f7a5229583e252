import { agent } from './agent.ts';
import { appointment } from './appointment.ts';
import { away } from './away.ts';
import { booking } from './booking.ts';
import { callback } from './callback.ts';
import { forTwo } from './for-two.ts';
import { frontMenu } from './front-menu.ts';
import { german, type Line } from './lines.de.ts';
import { english } from './lines.en.ts';
import { russian } from './lines.ru.ts';
import { turkish } from './lines.tr.ts';
import { mainMenu } from './main-menu.ts';
import { pin } from './pin.ts';
import type { Language, LineText, State } from './vocabulary.ts';
import { waiting } from './waiting.ts';
import { waitlist } from './waitlist.ts';
import { wish } from './wish.ts';

/** Joins the tables; a target that no table defines is a compile error at the state that names it. */
const flow = <const F extends { [N in keyof F]: State<keyof F & string, Line> }>(table: F): F => table;

/** The whole call. Live calls stand on it: renamed states stay for one release. */
export const callFlow = flow({
  ...frontMenu,
  ...mainMenu,
  ...waiting,
  ...callback,
  ...agent,
  ...pin,
  ...booking,
  ...waitlist,
  ...wish,
  ...appointment,
});

/** The call while nothing can be remembered; it shares the works, the lines and the interpreter. */
export const awayFlow = flow(away);

/** Stored with every call; raise it when a state changes its meaning: then a menu that was asked before is asked again. */
export const flowVersion = '2';

export type StateName = keyof typeof callFlow;
export type FlowState = State<StateName, Line>;
export type Flow = Readonly<Record<string, State<string, Line>>>;

/** Where a call begins: by the line it came in on, or because we called. */
export const entrances = {
  front: 'frontMenu',
  vaccination: 'arrive',
  callback: 'callbackAnswered',
  offer: 'offerAnswered',
  result: 'resultAnswered',
  reminder: 'reminderAnswered',
} as const satisfies Record<string, StateName>;

/** The same for the call while nothing can be remembered, and where one is met that was under way. */
export const awayEntrances = {
  front: 'frontMenu',
  vaccination: 'arrive',
  interrupted: 'interrupted',
  human: 'human',
  hindered: 'hindered',
} as const satisfies Record<string, keyof typeof awayFlow>;

/** States that the interpreter itself leads to. */
export const landmarks = {
  human: 'human',
  yourTurn: 'yourTurn',
  /** The human of those who can do no more with the keys. */
  atLast: 'humanAtLast',
  handedToMenu: 'handedToMenu',
  handedOn: 'handedOn',
} as const satisfies Record<string, StateName>;

export const spokenLines: Record<Language, Record<Line, LineText>> = { de: german, en: english, tr: turkish, ru: russian };

/** The words for a line, where it has others for two people's appointment. */
export function lineForTwo(line: Line): Line {
  return line in forTwo ? forTwo[line as keyof typeof forTwo] : line;
}
export type { Line };

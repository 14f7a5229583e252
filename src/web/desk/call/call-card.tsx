/** Who is on the line: everything the hotline knows already, so that nobody has to be asked twice. */
import type { ComponentChildren, RefObject } from 'preact';
import { useRef } from 'preact/hooks';
import type { KnownCall } from '../../../http/desk-schemas.ts';
import { birthDateInWords, dayAndTime } from '../dates.ts';
import { languageName } from '../language-names.ts';
import { useWords } from '../texts.ts';
import { useDesk } from '../use-desk.ts';

export function CallCard({ call, heading }: { call: KnownCall; heading: RefObject<HTMLHeadingElement | null> }) {
  const { me } = useDesk();
  const { words, language } = useWords();
  const rings = me.state === 'reserved';
  // Why they rang: what is done for them meanwhile does not change that
  const topic = useRef(call.topic);
  if (rings) topic.current = call.topic;
  const who = `${languageName(call.language, language)}, ${words.call.topics[topic.current]}`;
  return (
    <section class={`card ${me.state}`} aria-labelledby="call-heading">
      <h2 id="call-heading" ref={heading} tabIndex={-1}>
        {rings ? words.call.incoming : who}
      </h2>
      {rings && <p class="headline">{who}</p>}
      <dl class="facts">
        <Fact name={words.call.waited}>{words.minutes(call.waitedMinutes)}</Fact>
        {call.attempts !== null && <Fact name={words.call.attempts}>{call.attempts}</Fact>}
        {call.ticketAt !== null && <Fact name={words.call.ticket}>{words.hour(dayAndTime(call.ticketAt, language))}</Fact>}
        <Fact name={words.call.number}>
          {call.number === null ? words.call.withheld : words.call.ending(call.number)}
          {call.mobile && ` (${words.call.mobile})`}
        </Fact>
      </dl>
      <Known call={call} />
      <Standing call={call} />
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** What need not be asked any more: typed on the telephone, or told the agent who booked. */
function Known({ call: { keyedIn, held } }: { call: KnownCall }) {
  const { words, language } = useWords();
  const place = [keyedIn.plz, keyedIn.place].filter(Boolean).join(' ');
  const nothing = keyedIn.birthDates.length === 0 && place === '' && keyedIn.people === null && held === null;
  return (
    <>
      <h3>{words.call.known}</h3>
      {nothing && <p>{words.call.nothingKnown}</p>}
      <dl class="facts">
        {keyedIn.birthDates.map((day) => (
          <Fact key={day} name={words.call.born}>
            {birthDateInWords(day, language)}
          </Fact>
        ))}
        {place !== '' && <Fact name={words.call.place}>{place}</Fact>}
        {keyedIn.centre !== null && <Fact name={words.book.centre}>{keyedIn.centre}</Fact>}
        {keyedIn.people !== null && <Fact name={words.call.together}>{keyedIn.people === 1 ? words.call.alone : words.call.couple}</Fact>}
        {held?.first[0] !== undefined && <Fact name={words.call.held}>{words.hour(dayAndTime(held.first[0], language))}</Fact>}
      </dl>
    </>
  );
}

/** What this number has already: appointments, a place on a list, a wish. */
function Standing({ call }: { call: KnownCall }) {
  const { words, language } = useWords();
  return (
    <ul class="standing">
      {call.appointments.map(({ code, first: [at], codes }) => (
        <li key={code}>
          {words.call.appointment(at === undefined ? '' : words.hour(dayAndTime(at, language)))}
          {codes.length > 1 && `, ${words.people(codes.length)}`}
        </li>
      ))}
      {call.waitingList.map(({ id, kreis }) => (
        <li key={id}>{words.call.listed(kreis)}</li>
      ))}
      {call.wishes.map(({ kreis, kennzahl }) => (
        <li key={kennzahl}>{words.call.wished(kreis, kennzahl)}</li>
      ))}
    </ul>
  );
}

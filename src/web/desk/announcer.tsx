/** Says to screen readers what everybody else sees at once: a call comes in, a call is over. */
import { languageName } from './language-names.ts';
import { useWords } from './texts.ts';
import { useDesk } from './use-desk.ts';

export function Announcer() {
  const { me, call } = useDesk();
  const { words, language } = useWords();
  const said = () => {
    if (me.state === 'reserved' && call !== undefined)
      return words.call.announced(languageName(call.language, language), words.call.topics[call.topic], words.minutes(call.waitedMinutes));
    return words.state.names[me.state];
  };
  return (
    <div class="for-screen-readers" role="alert">
      {said()}
    </div>
  );
}

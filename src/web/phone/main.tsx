/** The page: a telephone, if wanted a second one, sound and language. */
import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useRemembered } from '../shared/remembered.ts';
import { lineNumbers } from './network.ts';
import { Telephone } from './telephone.tsx';
import { type Language, texts } from './texts.ts';

// 030 23125-000 to -999 are kept free for film and television
const firstNumber = '+493023125042';
const secondNumber = '+493023125043';

function Page() {
  const [language, setLanguage] = useRemembered<Language>('phone.language', 'de');
  const [muted, setMuted] = useRemembered<boolean>('phone.muted', false);
  const [first, setFirst] = useRemembered<string>('phone.first', firstNumber);
  const [second, setSecond] = useRemembered<string>('phone.second', secondNumber);
  const [both, setBoth] = useState(false);
  const [lines, setLines] = useState<string[]>([]);
  const words = texts[language];
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = words.title;
  }, [language, words]);
  useEffect(() => {
    lineNumbers().then(setLines, () => setLines([]));
  }, []);
  const shared = { lines, texts: words, muted };
  return (
    <main>
      <header>
        <h1>{words.title}</h1>
        <button type="button" class="plain" role="switch" aria-checked={!muted} onClick={() => setMuted(!muted)}>
          {words.sound}: {muted ? words.soundOff : words.soundOn}
        </button>
        <button
          type="button"
          class="plain"
          lang={language === 'de' ? 'en' : 'de'}
          onClick={() => setLanguage(language === 'de' ? 'en' : 'de')}
        >
          {words.otherLanguage}
        </button>
      </header>
      <p>{words.intro}</p>
      <p>{words.keypadHint}</p>
      <div class="telephones">
        <Telephone name={words.first} number={first} onNumber={setFirst} {...shared} />
        {both && <Telephone name={words.second} hint={words.secondHint} number={second} onNumber={setSecond} {...shared} />}
      </div>
      {!both && (
        <button type="button" class="plain plug-in" onClick={() => setBoth(true)}>
          {words.plugIn}
        </button>
      )}
    </main>
  );
}

const place = document.getElementById('phone');
if (place) render(<Page />, place);

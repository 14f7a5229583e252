/** The caller goes on elsewhere: back to the keys, to another language, or to a supervisor. */
import { useState } from 'preact/hooks';
import { languageName } from '../language-names.ts';
import { useWords } from '../texts.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Choice } from '../ui/field.tsx';
import { Refused } from '../ui/refused.tsx';
import { useTask } from '../ui/use-task.ts';
import { useDesk } from '../use-desk.ts';

type To = 'menu' | 'language' | 'supervisor';
const languages = ['de', 'en', 'tr', 'ru'] as const;

export function HandBack({ callSid }: { callSid: string }) {
  const { words } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button kind="quiet" shortcut={words.keys.handBack} onClick={() => setOpen(true)}>
        {words.handBack.open}
      </Button>
      {open && <HandBackDialog callSid={callSid} onClose={() => setOpen(false)} />}
    </>
  );
}

function HandBackDialog({ callSid, onClose }: { callSid: string; onClose: () => void }) {
  const { words, language: own } = useWords();
  const { api, refresh } = useDesk();
  const [to, setTo] = useState<To>('menu');
  const [language, setLanguage] = useState<(typeof languages)[number]>('en');
  const task = useTask();
  const submit = async (event: Event) => {
    event.preventDefault();
    const body = { to, ...(to === 'language' ? { language } : {}) };
    const answer = await task.run(() => api.ask(`/calls/${callSid}/hand-back`, { method: 'POST', body }));
    if (answer?.ok !== true) return;
    onClose();
    await refresh();
  };
  return (
    <Dialog title={words.handBack.title} onClose={onClose}>
      <form onSubmit={submit}>
        <Choice<To>
          rows
          legend={words.handBack.open}
          value={to}
          onValue={setTo}
          options={[
            { value: 'menu', label: words.handBack.menu, hint: words.handBack.menuHint },
            { value: 'language', label: words.handBack.language, hint: words.handBack.languageHint },
            { value: 'supervisor', label: words.handBack.supervisor, hint: words.handBack.supervisorHint },
          ]}
        />
        {to === 'language' && (
          <Choice
            legend={words.handBack.which}
            value={language}
            onValue={setLanguage}
            options={languages.map((value) => ({ value, label: languageName(value, own) }))}
          />
        )}
        <Refused refusal={task.refusal} />
        <div class="buttons">
          <Button kind="go" submit busy={task.busy}>
            {words.handBack.submit}
          </Button>
          <Button onClick={onClose}>{words.cancel}</Button>
        </div>
      </form>
    </Dialog>
  );
}

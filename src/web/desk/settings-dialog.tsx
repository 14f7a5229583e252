/** Language, sound, shortcuts, the own password, and the way out. */
import { useState } from 'preact/hooks';
import { otherLanguage, type Settings } from './settings.ts';
import { useWords } from './texts.ts';
import { Button } from './ui/button.tsx';
import { Dialog } from './ui/dialog.tsx';
import { Field } from './ui/field.tsx';
import { faultOf, Refused } from './ui/refused.tsx';
import { useTask } from './ui/use-task.ts';
import { useDesk } from './use-desk.ts';

export function SettingsDialog({ settings, onClose }: { settings: Settings; onClose: () => void }) {
  const { words } = useWords();
  const { api } = useDesk();
  const signOut = async () => {
    await api.ask('/sign-out', { method: 'POST' });
    location.reload();
  };
  return (
    <Dialog title={words.settings.title} onClose={onClose}>
      <Switch on={settings.sound} onChange={settings.setSound} label={words.settings.sound} />
      <Switch
        on={settings.shortcuts}
        onChange={settings.setShortcuts}
        label={words.settings.shortcuts}
        hint={words.settings.shortcutsHint}
      />
      <div class="buttons">
        <Button onClick={() => settings.setLanguage(otherLanguage(settings.language))}>{words.otherLanguage}</Button>
        <Button onClick={() => void signOut()}>{words.signIn.signOut}</Button>
      </div>
      <PasswordForm />
      <Button onClick={onClose}>{words.close}</Button>
    </Dialog>
  );
}

function Switch({ on, onChange, label, hint }: { on: boolean; onChange: (on: boolean) => void; label: string; hint?: string }) {
  return (
    <label class="switch">
      <input type="checkbox" checked={on} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>
        {label}
        {hint && <small>{hint}</small>}
      </span>
    </label>
  );
}

function PasswordForm() {
  const { words } = useWords();
  const { api, me } = useDesk();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [changed, setChanged] = useState(false);
  const task = useTask();
  const submit = async (event: Event) => {
    event.preventDefault();
    const answer = await task.run(() => api.ask('/password', { method: 'PUT', body: { current, next } }));
    setChanged(answer?.ok === true);
    if (answer?.ok !== true) return;
    setCurrent('');
    setNext('');
  };
  return (
    <form onSubmit={submit}>
      <h3>{words.settings.passwordHeading}</h3>
      <input type="text" class="for-screen-readers" autocomplete="username" value={me.name} readOnly tabIndex={-1} aria-hidden="true" />
      <Field
        label={words.settings.current}
        type="password"
        autocomplete="current-password"
        value={current}
        onValue={setCurrent}
        fault={faultOf(task.refusal, 'current', words)}
      />
      <Field
        label={words.settings.next}
        type="password"
        autocomplete="new-password"
        value={next}
        onValue={setNext}
        hint={words.settings.nextHint}
        fault={faultOf(task.refusal, 'next', words)}
      />
      <Refused refusal={task.refusal} />
      <p role="status">{changed && words.settings.changed}</p>
      <Button submit busy={task.busy}>
        {words.settings.change}
      </Button>
    </form>
  );
}

/** One labelled field, with a hint, what was understood, and what is wrong with it. */
import type { ComponentChildren, PartialInputHTMLAttributes, RefObject } from 'preact';
import { useId } from 'preact/hooks';

interface Props {
  label: string;
  value: string;
  onValue: (value: string) => void;
  hint?: string | undefined;
  /** What was understood, read back. */
  understood?: string | undefined;
  fault?: string | undefined;
  type?: 'text' | 'password' | 'tel';
  digits?: boolean;
  /** Nothing can be done without it. */
  needed?: boolean;
  maxLength?: number;
  autocomplete?: string;
  /** How much is typed into it. */
  size?: 'short' | 'middle' | 'usual' | 'wide';
  at?: RefObject<HTMLInputElement | null>;
}

export function Field({
  label,
  value,
  onValue,
  hint,
  understood,
  fault,
  type = 'text',
  digits = false,
  needed = false,
  size = 'usual',
  at,
  ...rest
}: Props) {
  const id = useId();
  const below = fault ?? understood ?? hint;
  return (
    <div class={`field ${size}`}>
      <label for={id}>{label}</label>
      <Input
        id={id}
        ref={at ?? null}
        kind={type}
        value={value}
        spellcheck={false}
        inputMode={digits ? 'numeric' : undefined}
        aria-required={needed ? 'true' : undefined}
        aria-invalid={fault === undefined ? undefined : 'true'}
        aria-describedby={below === undefined ? undefined : `${id}-below`}
        onInput={({ currentTarget }) => onValue(digits ? currentTarget.value.replace(/[^\d ]/g, '') : currentTarget.value)}
        {...rest}
        autocomplete={rest.autocomplete ?? 'off'}
      />
      <p id={`${id}-below`} class={fault === undefined ? (understood === undefined ? 'hint' : 'understood') : 'fault'} aria-live="polite">
        {below}
      </p>
    </div>
  );
}

type InputProps = { kind: NonNullable<Props['type']>; ref: RefObject<HTMLInputElement | null> | null } & Omit<
  PartialInputHTMLAttributes<HTMLInputElement>,
  'role' | 'type' | 'ref'
>;

/** Each kind by its own name: what may be said of an input depends on it. */
function Input({ kind, ...props }: InputProps) {
  switch (kind) {
    case 'text':
      return <input type="text" {...props} />;
    case 'tel':
      return <input type="tel" {...props} />;
    case 'password':
      return <input type="password" {...props} />;
  }
}

interface ChoiceProps<T extends string> {
  legend: string;
  value: T | undefined;
  options: readonly { value: T; label: ComponentChildren; hint?: string }[];
  onValue: (value: T) => void;
  off?: boolean;
  /** Big rows, one below the other. */
  rows?: boolean;
  /** The chosen one. */
  at?: RefObject<HTMLInputElement | null>;
}

/** One of a few: arrow keys choose. */
export function Choice<T extends string>({ legend, value, options, onValue, off = false, rows = false, at }: ChoiceProps<T>) {
  const name = useId();
  return (
    <fieldset class={rows ? 'choice rows' : 'choice'} disabled={off}>
      <legend>{legend}</legend>
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="radio"
            name={name}
            ref={option.value === value && at ? at : null}
            value={option.value}
            checked={option.value === value}
            onChange={() => onValue(option.value)}
          />
          <span>
            {option.label}
            {option.hint && <small>{option.hint}</small>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** State that survives a reload, where the browser allows it. */
import { useEffect, useState } from 'preact/hooks';

export function useRemembered<T extends string | boolean>(name: string, otherwise: T): [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => read(name) ?? otherwise);
  useEffect(() => {
    try {
      localStorage.setItem(`phone.${name}`, JSON.stringify(value));
    } catch (thrown) {
      // A browser that keeps nothing still telephones
      console.info('not remembered', thrown);
    }
  }, [name, value]);
  return [value, setValue];
}

function read<T>(name: string): T | undefined {
  try {
    const stored = localStorage.getItem(`phone.${name}`);
    return stored === null ? undefined : (JSON.parse(stored) as T);
  } catch {
    return undefined;
  }
}

/** State that survives a reload, where the browser allows it. */
import { useEffect, useState } from 'preact/hooks';

/** @param name with the page's own name in front, like `phone.language`: pages of one origin share the store */
export function useRemembered<T extends string | boolean>(name: string, otherwise: T): [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => read(name) ?? otherwise);
  useEffect(() => {
    try {
      localStorage.setItem(name, JSON.stringify(value));
    } catch (thrown) {
      // A browser that keeps nothing still works
      console.info('not remembered', thrown);
    }
  }, [name, value]);
  return [value, setValue];
}

function read<T>(name: string): T | undefined {
  try {
    const stored = localStorage.getItem(name);
    return stored === null ? undefined : (JSON.parse(stored) as T);
  } catch {
    return undefined;
  }
}

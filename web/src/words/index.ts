import { en, type Words } from './en';

// All texts of the page come from a catalogue; another language is another object of the same shape.
export type Key = keyof Words;
export type Values = Record<string, string | number>;

let words: Words = en;
export let language = 'en';
let plural = new Intl.PluralRules(language);
let numbers = new Intl.NumberFormat(language);

export function speak(name: string, catalogue: Words): void {
  language = name;
  words = catalogue;
  plural = new Intl.PluralRules(name);
  numbers = new Intl.NumberFormat(name);
}

// t('story.tasks', {n: 3}) -> "3 tasks". The value n chooses between one and other; numbers are written as people
// write them there.
export function t(key: Key, values: Values = {}): string {
  const entry = words[key] as string | { one: string; other: string };
  const form = typeof entry === 'string' ? entry : entry[plural.select(Number(values.n)) === 'one' ? 'one' : 'other'];
  return form.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    return typeof value === 'number' && name === 'n' ? numbers.format(value) : String(value ?? '');
  });
}

export function count(n: number): string {
  return numbers.format(n);
}

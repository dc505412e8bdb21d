import { untrack } from 'svelte';
import type { Key } from '$/words';

// What a page can do, for the keyboard and for the palette at once.
export interface Command {
  id: string;
  title: Key;
  keys?: string; // "c", "g s" (one after the other), "Ctrl+k"
  run: () => void;
  hidden?: boolean; // not in the palette, such as "next row"
}

class Commands {
  // The latest come first: a page's own before those of the frame.
  groups = $state.raw<Command[][]>([]);

  get all(): Command[] {
    const seen = new Set<string>();
    return this.groups.flat().filter((one) => !seen.has(one.id) && seen.add(one.id));
  }

  // For an $effect: returns what takes them away again.
  add(commands: Command[]): () => void {
    this.groups = [commands, ...untrack(() => this.groups)];
    return () => {
      this.groups = this.groups.filter((one) => one !== commands);
    };
  }
}

export const commands = new Commands();

let begun = ''; // the first key of a pair
let timer = 0;

function isTyping(target: EventTarget | null): boolean {
  const element = target as HTMLElement | null;
  return !!element?.closest?.('input, textarea, select, [contenteditable], dialog, [popover]');
}

function nameOf(event: KeyboardEvent): string {
  const control = event.ctrlKey || event.metaKey ? 'Ctrl+' : '';
  return control + (event.key.length === 1 ? event.key.toLowerCase() : event.key);
}

export function listenToKeys(): () => void {
  addEventListener('keydown', pressed);
  return () => removeEventListener('keydown', pressed);
}

function pressed(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.altKey) return;
  const name = nameOf(event);
  const control = name.startsWith('Ctrl+');
  if (isTyping(event.target) && !control) return;
  const wanted = begun ? `${begun} ${name}` : name;
  const all = commands.all;
  const command = all.find((one) => one.keys === wanted) ?? all.find((one) => one.keys === name);
  clearTimeout(timer);
  begun = '';
  if (command) {
    if ((name === 'Enter' || name === ' ') && (event.target as Element).closest('a, button, summary')) return;
    event.preventDefault();
    command.run();
  } else if (!control && all.some((one) => one.keys?.startsWith(`${name} `))) {
    begun = name;
    timer = window.setTimeout(() => (begun = ''), 1200);
  }
}

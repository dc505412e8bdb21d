import type { Command } from '$/ui/commands.svelte';

export interface ListActions {
  step: (by: number) => void;
  current: () => number | undefined;
  open: (id: number) => void;
  peek: (id: number) => void;
  choose: (id: number) => void;
  leave: () => void;
}

// The keys of every list of stories.
export function listKeys(list: ListActions): Command[] {
  const withCurrent = (action: (id: number) => void) => () => {
    const id = list.current();
    if (id !== undefined) action(id);
  };
  return [
    { id: 'down', title: 'keys.down', keys: 'j', run: () => list.step(1), hidden: true },
    { id: 'up', title: 'keys.up', keys: 'k', run: () => list.step(-1), hidden: true },
    { id: 'open', title: 'keys.open', keys: 'Enter', run: withCurrent(list.open), hidden: true },
    { id: 'open2', title: 'keys.open', keys: 'o', run: withCurrent(list.open), hidden: true },
    { id: 'peek', title: 'keys.peek', keys: ' ', run: withCurrent(list.peek), hidden: true },
    { id: 'choose', title: 'keys.choose', keys: 'x', run: withCurrent(list.choose), hidden: true },
    { id: 'leave', title: 'action.close', keys: 'Escape', run: list.leave, hidden: true },
  ];
}

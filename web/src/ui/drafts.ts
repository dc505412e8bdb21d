// What somebody typed and has not sent yet, kept in this browser until it is.
export interface Draft {
  read(): string | null;
  write(text: string): void;
  drop(): void;
}

export function draft(name: string): Draft {
  const key = `plenary.draft.${name}`;
  return {
    read: () => localStorage.getItem(key),
    write: (text) => (text.trim() ? localStorage.setItem(key, text) : localStorage.removeItem(key)),
    drop: () => localStorage.removeItem(key),
  };
}

// Up to which event of a story this reader has read, in this browser.
const most = 500;

function all(): Record<string, number> {
  try {
    return JSON.parse(localStorage.getItem('plenary.seen') ?? '{}') as Record<string, number>;
  } catch {
    return {};
  }
}

export function lastSeen(story: number): number {
  return all()[story] ?? 0;
}

export function markSeen(story: number, event: number): void {
  const { [story]: _, ...others } = all();
  const rows = Object.entries(others).slice(-most);
  localStorage.setItem('plenary.seen', JSON.stringify({ ...Object.fromEntries(rows), [story]: event }));
}

import type { TimelineEvent } from './client';
import { token } from './credentials';

type Listener = (event: TimelineEvent) => void;
const listeners = new Set<Listener>();
const between = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('plenary.events');
let started = false;

// Tells what happens on the server, as it happens. All tabs share one connection: browsers open six to a host.
export function onEvent(listener: Listener): () => void {
  listeners.add(listener);
  if (!started) start();
  return () => listeners.delete(listener);
}

function start(): void {
  started = true;
  between?.addEventListener('message', (message) => tell(message.data as TimelineEvent));
  if (between && navigator.locks) void navigator.locks.request('plenary.stream', listenForAll);
  else void listenForAll();
}

function tell(event: TimelineEvent): void {
  for (const listener of listeners) listener(event);
}

// Never ends: the tab that holds the lock listens until it is closed; then the next one does.
async function listenForAll(): Promise<never> {
  let last: string | undefined;
  for (let wait = 1000; ; wait = Math.min(wait * 2, 30_000)) {
    try {
      await listen(last, (id, event) => {
        last = id;
        wait = 1000;
        if (!event) return;
        tell(event);
        between?.postMessage(event);
      });
    } catch {
      // Offline, or the server restarts: try again later.
    }
    await new Promise((done) => setTimeout(done, wait));
  }
}

async function listen(last: string | undefined, heard: (id: string, event?: TimelineEvent) => void): Promise<void> {
  const headers: Record<string, string> = { Accept: 'text/event-stream' };
  const held = token();
  if (held) headers.Authorization = `Bearer ${held}`;
  if (last) headers['Last-Event-ID'] = last;
  const answer = await fetch('/api/v1/stream', { headers, cache: 'no-store' });
  if (!answer.ok || !answer.body) throw new Error(String(answer.status));
  let rest = '';
  for await (const piece of pieces(answer.body)) {
    const blocks = (rest + piece).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) readBlock(block, heard);
  }
}

async function* pieces(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield decoder.decode(value, { stream: true });
  }
}

function readBlock(block: string, heard: (id: string, event?: TimelineEvent) => void): void {
  const field = (name: string) =>
    block
      .split('\n')
      .find((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2);
  const id = field('id');
  if (id === undefined) return;
  const data = field('data');
  heard(id, data ? (JSON.parse(data) as TimelineEvent) : undefined);
}

import { tick } from 'svelte';
import { newAddress } from './old_links';

// Where the reader is. Only this file touches the browser's history.
interface Place {
  path: string;
  query: URLSearchParams;
  hash: string;
}

function placeOf(url: URL): Place {
  return { path: url.pathname, query: url.searchParams, hash: url.hash };
}

// Where the reader arrived; an old link (/#!/story/7) arrives at the page that took its place.
function arrival(): Place {
  const moved = newAddress(location.hash);
  if (moved) history.replaceState(null, '', moved);
  return placeOf(new URL(location.href));
}

class Router {
  place = $state.raw<Place>(arrival());
  // Grows with every step to another page.
  visit = $state(0);
  // Whether the reader came here by Back or Forward: then lists restore their place.
  returning = $state(false);
  // Set by the frame: the element that scrolls.
  scroller: HTMLElement | null = null;
  private key = entryKey();

  constructor() {
    history.scrollRestoration = 'manual';
    addEventListener('popstate', () => this.cameBack());
    addEventListener('pagehide', () => this.rememberScroll());
    document.addEventListener('click', (event) => this.followLink(event));
  }

  go(to: string, { replace = false } = {}): void {
    const url = new URL(to, location.href);
    if (url.origin !== location.origin) {
      location.assign(url);
      return;
    }
    this.rememberScroll();
    const samePage = url.pathname === this.place.path;
    this.key = replace ? this.key : newKey();
    history[replace ? 'replaceState' : 'pushState']({ key: this.key }, '', url);
    this.returning = false;
    this.place = placeOf(url);
    if (!samePage) this.visit++;
    if (!replace) void tick().then(() => this.scrollTo(0));
  }

  // Changes the query of this page without a step in the history.
  rewrite(query: URLSearchParams): void {
    const text = query.toString();
    const url = new URL(location.pathname + (text ? `?${text}` : '') + location.hash, location.origin);
    history.replaceState({ key: this.key }, '', url);
    this.place = placeOf(url);
  }

  back(otherwise: string): void {
    if (history.length > 1) history.back();
    else this.go(otherwise);
  }

  // What this entry of the history remembers beside its place on the page.
  remember(name: string, value: unknown): void {
    sessionStorage.setItem(`${this.key}.${name}`, JSON.stringify(value));
  }
  recall<T>(name: string): T | undefined {
    const text = sessionStorage.getItem(`${this.key}.${name}`);
    return text === null ? undefined : (JSON.parse(text) as T);
  }

  private rememberScroll(): void {
    if (this.scroller) this.remember('scroll', this.scroller.scrollTop);
  }

  private cameBack(): void {
    const moved = newAddress(location.hash);
    if (moved) return this.go(moved, { replace: true });
    const before = this.place.path;
    this.rememberScroll();
    this.key = entryKey();
    this.returning = true;
    this.place = placeOf(new URL(location.href));
    if (this.place.path !== before) this.visit++;
    const scroll = this.recall<number>('scroll') ?? 0;
    void tick().then(() => this.settle(scroll, 8));
  }

  // What is shown may still grow to the height that it had: try for a few frames.
  private settle(scroll: number, frames: number): void {
    this.scrollTo(scroll);
    if (frames > 0 && this.scroller && Math.abs(this.scroller.scrollTop - scroll) > 1) {
      requestAnimationFrame(() => this.settle(scroll, frames - 1));
    }
  }

  private scrollTo(top: number): void {
    if (!this.scroller) return;
    const target = top === 0 && location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
    if (target) target.scrollIntoView();
    else this.scroller.scrollTop = top;
  }

  private followLink(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const link = (event.target as Element).closest?.('a[href]') as HTMLAnchorElement | null;
    if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
    if (link.pathname.startsWith('/api/') || link.pathname.startsWith('/v1/')) return;
    event.preventDefault();
    this.go(link.href);
  }
}

function newKey(): string {
  return Math.random().toString(36).slice(2, 10);
}

function entryKey(): string {
  const state = history.state as { key?: string } | null;
  if (state?.key) return state.key;
  const key = newKey();
  history.replaceState({ key }, '');
  return key;
}

export const router = new Router();

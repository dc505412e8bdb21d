import type { Middleware } from 'openapi-fetch';

const kept = 'plenary.token';

// An access token that somebody pasted at /login. A session's cookie needs nothing from the page.
export function token(): string | null {
  return localStorage.getItem(kept);
}

export function setToken(value: string | null): void {
  if (value === null) localStorage.removeItem(kept);
  else localStorage.setItem(kept, value);
}

export const credentials: Middleware = {
  onRequest({ request }) {
    const held = token();
    if (held) request.headers.set('Authorization', `Bearer ${held}`);
    return request;
  },
};

import { api, ok, type User } from '$/api/client';
import { setToken, token } from '$/api/credentials';
import { forgetAll } from '$/api/resource.svelte';
import { asProblem, type Problem } from '$/api/problem';

// Who is reading.
class Session {
  me = $state.raw<User | null>(null);
  // False until the server has said who it is; pages that differ for guests wait for it.
  known = $state(false);
  problem = $state.raw<Problem | null>(null);

  get id(): number | undefined {
    return this.me?.id;
  }
  get superuser(): boolean {
    return this.me?.is_superuser ?? false;
  }

  async start(): Promise<void> {
    if (!token()) {
      this.known = true;
      return;
    }
    try {
      this.me = await ok(api.GET('/api/v1/users/self'));
    } catch (thrown) {
      this.problem = asProblem(thrown);
      if (this.problem.status === 401) setToken(null);
    }
    this.known = true;
  }

  // Throws a Problem where the server does not know the token.
  async enterToken(text: string): Promise<void> {
    setToken(text);
    try {
      this.me = await ok(api.GET('/api/v1/users/self'));
      forgetAll();
    } catch (thrown) {
      setToken(null);
      throw thrown;
    }
  }

  leave(): void {
    setToken(null);
    this.me = null;
    forgetAll();
  }
}

export const session = new Session();

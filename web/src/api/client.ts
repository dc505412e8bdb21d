import createClient from 'openapi-fetch';
import { problemOf } from './problem';
import type { components, paths } from './schema';
import { credentials } from './credentials';

type Schemas = components['schemas'];
export type Story = Schemas['Story'];
export type Task = Schemas['Task'];
export type TaskChange = Schemas['TaskChange'];
export type TaskStatus = Task['status'];
export type Project = Schemas['Project'];
export type ProjectGroup = Schemas['ProjectGroup'];
export type Branch = Schemas['Branch'];
export type User = Schemas['User'];
export type Team = Schemas['Team'];
export type Worklist = Schemas['Worklist'];
export type Board = Schemas['Board'];
export type TimelineEvent = Schemas['TimelineEvent'];
export type Subscription = Schemas['Subscription'];
export type SubscriptionEvent = Schemas['SubscriptionEvent'];

// Every request of the page goes through here; the types are made from api/openapi.json.
export const api = createClient<paths>({
  baseUrl: location.origin,
  querySerializer: { array: { style: 'form', explode: true } },
});
api.use(credentials);

interface Came<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

// The answer's body; throws a Problem where the server refuses.
export async function ok<T>(coming: Promise<Came<T>>): Promise<T> {
  return (await withResponse(coming)).data;
}

export async function withResponse<T>(coming: Promise<Came<T>>): Promise<{ data: T; response: Response }> {
  const { data, error, response } = await coming;
  if (!response.ok) throw problemOf(response.status, error);
  return { data: data as T, response };
}

export interface Rows<T> {
  rows: T[];
  total: number;
}

// A list with how many there are in all.
export async function listed<T>(coming: Promise<Came<T[]>>): Promise<Rows<T>> {
  const { data, response } = await withResponse(coming);
  const total = response.headers.get('X-Total');
  return { rows: data ?? [], total: total === null ? (data ?? []).length : Number(total) };
}

// The tag to send in If-Match, so that nothing is overwritten unseen.
export interface Tagged<T> {
  value: T;
  tag: string | null;
}

export async function tagged<T>(coming: Promise<Came<T>>): Promise<Tagged<T>> {
  const { data, response } = await withResponse(coming);
  return { value: data, tag: response.headers.get('ETag') };
}

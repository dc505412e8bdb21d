import { t } from '$/words';

export interface FieldProblem {
  field: string;
  message: string;
}

// An answer that is not what was asked for, in words for the person who asked. Status 0: there was no answer.
export class Problem extends Error {
  readonly status: number;
  readonly fields: FieldProblem[];

  constructor(status: number, message: string, fields: FieldProblem[] = []) {
    super(message);
    this.name = 'Problem';
    this.status = status;
    this.fields = fields;
  }

  get offline(): boolean {
    return this.status === 0;
  }
  get missing(): boolean {
    return this.status === 404;
  }
  get conflict(): boolean {
    return this.status === 412;
  }
}

// The server has three shapes of an error (docs/api.md); whatever else comes is told by its status.
export function problemOf(status: number, body: unknown): Problem {
  const said = (body ?? {}) as Record<string, unknown>;
  const text = [said.faultstring, said.message, said.description].find((one) => typeof one === 'string' && one);
  const fields = Array.isArray(said.problems) ? (said.problems as FieldProblem[]) : [];
  return new Problem(status, (text as string | undefined) ?? t('error.status', { status }), fields);
}

export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  if (thrown instanceof TypeError) return new Problem(0, t('error.offline'));
  return new Problem(0, thrown instanceof Error ? thrown.message : String(thrown));
}

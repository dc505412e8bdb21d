// Short messages at the lower edge. One that can be undone stays for ten seconds.
export interface Toast {
  id: number;
  text: string;
  bad: boolean;
  undo?: (() => void) | undefined;
}

class Toasts {
  shown = $state.raw<Toast[]>([]);
  private next = 1;

  say(text: string, undo?: () => void): void {
    this.add({ id: this.next++, text, bad: false, undo }, undo ? 10_000 : 4_000);
  }

  fail(text: string): void {
    this.add({ id: this.next++, text, bad: true }, 10_000);
  }

  drop(id: number): void {
    this.shown = this.shown.filter((one) => one.id !== id);
  }

  private add(toast: Toast, milliseconds: number): void {
    this.shown = [...this.shown.filter((one) => one.text !== toast.text).slice(-2), toast];
    setTimeout(() => this.drop(toast.id), milliseconds);
  }
}

export const toasts = new Toasts();

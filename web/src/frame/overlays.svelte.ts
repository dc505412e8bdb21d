// Which of the frame's dialogs is open; at most one.
export type Overlay = 'palette' | 'help';

class Overlays {
  current = $state<Overlay | null>(null);

  open(one: Overlay): void {
    this.current = this.current === one ? null : one;
  }
  close(): void {
    this.current = null;
  }
}

export const overlays = new Overlays();

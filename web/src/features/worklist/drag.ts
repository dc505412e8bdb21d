import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import {
  draggable,
  dropTargetForElements,
  monitorForElements,
} from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { attachClosestEdge, extractClosestEdge } from '@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge';
import type { Card } from './cards';

// Dragging cards with the mouse or a finger. The keyboard and the menu of a card do the same without it.
export type Edge = 'top' | 'bottom' | null;
export interface Drop {
  card: Card;
  list: number;
  beside: number | null;
  after: boolean;
}

const isCard = (data: Record<string, unknown>) => 'card' in data;

// An attachment for the element of a card.
export function dragCard(card: Card, over: (edge: Edge) => void) {
  return (element: HTMLElement) =>
    combine(
      draggable({
        element,
        getInitialData: () => ({ card }),
        onDragStart: () => element.classList.add('dragged'),
        onDrop: () => element.classList.remove('dragged'),
      }),
      dropTargetForElements({
        element,
        canDrop: ({ source }) => isCard(source.data),
        getData: ({ input }) =>
          attachClosestEdge({ list: card.list_id, beside: card.id }, { element, input, allowedEdges: ['top', 'bottom'] }),
        onDrag: ({ self, source }) =>
          over((source.data.card as Card).id === card.id ? null : (extractClosestEdge(self.data) as Edge)),
        onDragLeave: () => over(null),
        onDrop: () => over(null),
      }),
    );
}

// An attachment for the element of a list: what is dropped beside its cards goes to its end.
export function dropOnList(list: number, over: (inside: boolean) => void) {
  return (element: HTMLElement) =>
    dropTargetForElements({
      element,
      canDrop: ({ source }) => isCard(source.data),
      getData: () => ({ list, beside: null }),
      onDragEnter: () => over(true),
      onDragLeave: () => over(false),
      onDrop: () => over(false),
    });
}

// For an $effect: tells where a card was dropped.
export function onDrop(dropped: (drop: Drop) => void): () => void {
  return monitorForElements({
    canMonitor: ({ source }) => isCard(source.data),
    onDrop({ source, location }) {
      const target = location.current.dropTargets[0]; // the innermost
      if (!target) return;
      const { list, beside } = target.data as { list: number; beside: number | null };
      dropped({ card: source.data.card as Card, list, beside, after: extractClosestEdge(target.data) === 'bottom' });
    },
  });
}

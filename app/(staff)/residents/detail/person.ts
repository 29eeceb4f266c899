import type { RouterOutputs } from '@/app/_trpc/outputs';

/** A resident's record as the page has it. */
export type Person = RouterOutputs['resident']['get'];

/** What a dialog of the record is given. */
export interface ChangeDialogProps {
  readonly person: Person;
  readonly onDone: (change: { readonly changedVisits: number }) => void;
  readonly onClose: () => void;
}

/** Whose record is changed, and in which version it is on the screen. */
export function handleOf({ id, version }: Person) {
  return { residentId: id, version };
}

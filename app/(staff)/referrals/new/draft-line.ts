import type { RouterOutputs } from '@/app/_trpc/outputs';
import type { DraftBody } from '@/server/domain/referral/draft';

type Answered = RouterOutputs['referralDraft']['start'];
export type DraftView = Omit<Answered, 'body' | 'places'> & { readonly body: DraftBody; readonly places: readonly Answered['places'][number][] };
export type Places = DraftBody['places'];

/** How long nobody types before it is saved, and how long after a failure it is tried again. */
const pauseMs = 1200;
const againMs = 5000;

type Call = (version: number, body: DraftBody) => Promise<DraftView>;

export interface DraftCalls {
  readonly save: Call;
  readonly place: Call;
  /** Whether a call failed for want of an answer, so that it is worth trying again; a refusal stays one. */
  readonly isSilence: (error: unknown) => boolean;
  /** Keeps what is not saved in this browser, beside the version it was typed on; null: nothing is left to keep. */
  readonly keep: (unsaved: { readonly version: number; readonly body: DraftBody } | null) => void;
}

export interface DraftState {
  readonly view: DraftView;
  /** The words as they stand in the form, and the places that are held. */
  readonly body: DraftBody;
  readonly isSaving: boolean;
  readonly isPlacing: boolean;
  /** Why the words were not saved; null while all is well. */
  readonly saveError: unknown;
  readonly placeError: unknown;
}

/**
 * What stands between a form and its draft on the server: what is typed is saved when the typing pauses, one call after the other, each on
 * the version the last one answered. What could not be saved stays, and is tried again when only the connection was at fault.
 */
export class DraftLine {
  #state: DraftState;
  #isDirty: boolean;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #tail: Promise<void> = Promise.resolve();
  readonly #listeners = new Set<() => void>();
  readonly #calls: DraftCalls;

  /** @param unsaved words of an earlier visit that never reached the server. */
  constructor(view: DraftView, unsaved: DraftBody | null, calls: DraftCalls) {
    const body = unsaved ? { ...unsaved, places: view.body.places } : view.body;
    this.#state = { view, body, isSaving: false, isPlacing: false, saveError: null, placeError: null };
    this.#isDirty = unsaved !== null;
    this.#calls = calls;
  }

  readonly state = (): DraftState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    if (this.#isDirty) this.#later(pauseMs);
    return () => {
      this.#listeners.delete(listener);
      clearTimeout(this.#timer);
    };
  };

  readonly change = (changes: Partial<DraftBody>): void => {
    this.#write(changes);
    this.#later(pauseMs);
  };

  /** Holds these places in the stead of those held so far; the words go along. */
  readonly place = (places: Places, changes: Partial<DraftBody> = {}): void => {
    this.#write(changes);
    this.#tell({ isPlacing: true, placeError: null });
    void this.#queue(() => this.#place(places));
  };

  /** Saves what is left; the version to send, or null when it could not be saved. */
  readonly settle = async (): Promise<number | null> => {
    await this.#queue(() => this.#save());
    return this.#isDirty ? null : this.#state.view.version;
  };

  async #save(): Promise<void> {
    clearTimeout(this.#timer);
    if (!this.#isDirty) return;
    this.#isDirty = false;
    this.#tell({ isSaving: true });
    try {
      this.#took(await this.#calls.save(this.#state.view.version, this.#state.body));
      this.#tell({ isSaving: false, saveError: null });
    } catch (error) {
      this.#isDirty = true;
      this.#tell({ isSaving: false, saveError: error });
      if (this.#calls.isSilence(error)) this.#later(againMs);
    }
  }

  async #place(places: Places): Promise<void> {
    clearTimeout(this.#timer);
    this.#isDirty = false;
    try {
      this.#took(await this.#calls.place(this.#state.view.version, { ...this.#state.body, places }));
      this.#tell({ isPlacing: false, saveError: null });
    } catch (error) {
      this.#isDirty = true;
      this.#tell({ isPlacing: false, placeError: error });
      this.#later(pauseMs);
    }
  }

  #took(view: DraftView): void {
    // What was typed while the call was under way is newer than its answer.
    this.#tell({ view, body: { ...this.#state.body, places: view.body.places } });
    this.#calls.keep(this.#isDirty ? { version: view.version, body: this.#state.body } : null);
  }

  #write(changes: Partial<DraftBody>): void {
    this.#isDirty = true;
    this.#tell({ body: { ...this.#state.body, ...changes, places: this.#state.body.places } });
    this.#calls.keep({ version: this.#state.view.version, body: this.#state.body });
  }

  #later(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#queue(() => this.#save()), ms);
  }

  #queue(work: () => Promise<void>): Promise<void> {
    this.#tail = this.#tail.then(work, work);
    return this.#tail;
  }

  #tell(changes: Partial<DraftState>): void {
    this.#state = { ...this.#state, ...changes };
    for (const listener of this.#listeners) listener();
  }
}

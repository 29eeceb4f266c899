/**
 * One way in for every card reader: it hands over the text that the device read, and `readCard` makes a person of it.
 * Another device is one more function of this shape.
 */
export type CardSource = (onText: (text: string) => void) => () => void;

/** No person types a whole record at this pace; a device that types does. */
const deviceGapMs = 60;
const leastCharacters = 15;

/**
 * A reader that types as a keyboard does and ends with Enter. It is heard wherever the page is, except inside a field, which
 * reads what arrives in it by itself.
 */
export const keyboardWedge: CardSource = (onText) => {
  let typed = '';
  let lastAt = Number.NEGATIVE_INFINITY;
  const onKey = (event: KeyboardEvent) => {
    if (isField(event.target)) return;
    if (event.timeStamp - lastAt > deviceGapMs) typed = '';
    lastAt = event.timeStamp;
    if (event.key === 'Enter' || event.key === 'Tab') {
      if ([...typed].length < leastCharacters) return;
      // The device's Enter must not press what happens to have the focus.
      event.preventDefault();
      if (event.key === 'Tab') {
        typed += '\t';
        return;
      }
      onText(typed);
      typed = '';
    } else if ([...event.key].length === 1) typed += event.key;
  };
  const onPaste = (event: ClipboardEvent) => {
    if (!isField(event.target)) onText(event.clipboardData?.getData('text') ?? '');
  };
  document.addEventListener('keydown', onKey, true);
  document.addEventListener('paste', onPaste);
  return () => {
    document.removeEventListener('keydown', onKey, true);
    document.removeEventListener('paste', onPaste);
  };
};

/** A stand-in for a device, for training and for tests: dispatch `gatekeeper:card` with the record as its detail. */
export const simulator: CardSource = (onText) => {
  const onCard = (event: Event) => {
    if (event instanceof CustomEvent && typeof event.detail === 'string') onText(event.detail);
  };
  window.addEventListener('gatekeeper:card', onCard);
  return () => window.removeEventListener('gatekeeper:card', onCard);
};

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

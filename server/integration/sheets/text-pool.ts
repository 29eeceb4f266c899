const blockBytes = 4 * 1024 * 1024;

/**
 * Many short texts by their number. They are kept as bytes in a few large blocks: as strings of their own a million of them
 * would take several times the room, and keep alive the pieces of the file they were cut from.
 */
export class TextPool {
  readonly #blocks: Buffer[] = [];
  #used = blockBytes;
  /** Of each text: its block, where it begins and how long it is. */
  #places = new Uint32Array(3 * 1024);
  #count = 0;
  #bytes = 0;

  /** How many bytes all texts take. */
  get size(): number {
    return this.#bytes;
  }

  add(text: string): void {
    const length = Buffer.byteLength(text, 'utf8');
    if (this.#used + length > blockBytes) {
      this.#blocks.push(Buffer.allocUnsafe(Math.max(blockBytes, length)));
      this.#used = 0;
    }
    const block = this.#blocks.length - 1;
    this.#blocks[block]?.write(text, this.#used, 'utf8');
    if (this.#count * 3 === this.#places.length) {
      const larger = new Uint32Array(this.#places.length * 2);
      larger.set(this.#places);
      this.#places = larger;
    }
    this.#places.set([block, this.#used, length], this.#count * 3);
    this.#used += length;
    this.#count += 1;
    this.#bytes += length;
  }

  /** Null where there is no such text. */
  at(number: number): string | null {
    if (!Number.isInteger(number) || number < 0 || number >= this.#count) return null;
    const [block = 0, start = 0, length = 0] = this.#places.subarray(number * 3, number * 3 + 3);
    return this.#blocks[block]?.toString('utf8', start, start + length) ?? null;
  }
}
